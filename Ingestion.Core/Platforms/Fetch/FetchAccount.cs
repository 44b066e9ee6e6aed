namespace Ingestion.Core.Platforms.Fetch;

/// <summary>The account that is read, as it was connected.</summary>
/// <param name="AccountId">Its id here.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Platform">Lower case: <c>youtube</c>.</param>
/// <param name="ExternalId">The platform's own id of it.</param>
/// <param name="Handle">Its name when it was connected; null when it has none.</param>
/// <param name="Scopes">What its tokens were granted; empty when nobody knows.</param>
internal sealed record FetchAccount(
    Guid AccountId, string Owner, string Platform, string ExternalId, string? Handle, IReadOnlyList<string> Scopes)
{
    /// <summary>Whether a scope was granted; true when nobody knows.</summary>
    internal bool Has(string scope) => Scopes.Count == 0 || Scopes.Contains(scope, StringComparer.Ordinal);
}
