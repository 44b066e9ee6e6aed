namespace Ingestion.Core.Platforms;

/// <summary>How a platform is asked whose tokens these are.</summary>
/// <param name="Operation">For messages: <c>x user</c>.</param>
/// <param name="Address">What is read with the new access token.</param>
internal sealed record OAuthIdentity(string Operation, Uri Address)
{
    /// <summary>What has to be sent beside the token. Default nothing.</summary>
    internal IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The accounts in an answer, none or several; null when it is no good answer.</summary>
    internal required Func<PlatformAnswer, IEnumerable<OAuthAccount>?> Read { get; init; }

    /// <summary>What any other answer is. Default: what its status says.</summary>
    internal Func<PlatformAnswer, PlatformFailure> Fail { get; init; } = answer => answer.FailByStatus();
}
