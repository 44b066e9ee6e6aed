namespace Ingestion.Core.Platforms;

/// <summary>An account that somebody's tokens open.</summary>
/// <param name="ExternalId">The platform's id.</param>
/// <param name="Handle">Without its mark; null when there is none.</param>
/// <param name="DisplayName">Null when there is none.</param>
internal sealed record OAuthAccount(string ExternalId, string? Handle, string? DisplayName);
