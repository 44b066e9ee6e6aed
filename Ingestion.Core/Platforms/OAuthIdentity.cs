using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms;

/// <summary>How a platform is asked whose tokens these are.</summary>
/// <param name="Call">What is read with the new access token.</param>
internal sealed record OAuthIdentity(FetchCall Call)
{
    /// <summary>The accounts in an answer, none or several; null when it is no good answer.</summary>
    internal required Func<PlatformAnswer, IEnumerable<OAuthAccount>?> Read { get; init; }

    /// <summary>What any other answer is. Default: what its status says.</summary>
    internal Func<PlatformAnswer, PlatformFailure> Fail { get; init; } = answer => answer.FailByStatus();
}
