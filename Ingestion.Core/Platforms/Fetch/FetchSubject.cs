namespace Ingestion.Core.Platforms.Fetch;

/// <summary>
/// The account as its profile described it in this sync. It stands in the envelope of every record, so that each can be read by itself.
/// </summary>
/// <param name="Handle">Lower case, no <c>@</c>; the id where the account has no name. With the platform the key of its rows.</param>
/// <param name="Followers">Null when the platform does not say.</param>
/// <param name="IsTokensOwn">Whether the platform said that the tokens are this account's: a good sync then proves its identity.</param>
public sealed record FetchSubject(string Handle, long? Followers, bool IsTokensOwn = false)
{
    /// <summary>The handle that a platform's name and id give.</summary>
    /// <param name="name">As the platform writes it; null when it has none.</param>
    /// <param name="externalId">The platform's own id.</param>
    public static string HandleOf(string? name, string externalId) =>
        name?.Trim().TrimStart('@').ToLowerInvariant() is { Length: > 0 } handle ? handle : externalId.ToLowerInvariant();
}
