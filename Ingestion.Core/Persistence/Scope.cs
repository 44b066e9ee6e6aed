using System.Text.Json.Serialization;

namespace Ingestion.Core.Persistence;

/// <summary>
/// The rows that a caller sees. Crawls and events have an owner, or none; what a crawl brought is as visible as the crawl.
/// </summary>
public sealed record Scope
{
    private const string NoOwner = "";

    [JsonConstructor]
    private Scope(string? owner) => Owner = owner;

    /// <summary>Every row.</summary>
    public static Scope All { get; } = new(owner: null);

    /// <summary>The rows without an owner.</summary>
    public static Scope Shared { get; } = new(NoOwner);

    /// <summary>The owner; empty for rows without one, null for every row. The value of the parameter <c>@owner</c>.</summary>
    public string? Owner { get; }

    /// <summary>The rows of one owner.</summary>
    /// <param name="owner">For example <c>acme</c>.</param>
    public static Scope Of(string owner)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        return new Scope(owner);
    }

    /// <summary>The condition on a row with an owner column.</summary>
    internal string Condition(string column) => Owner is null ? "true" : IsOwned(column);

    /// <summary>The condition on a row of a crawl.</summary>
    internal string CrawlCondition(string column) => Owner is null ? "true" : IsOfOwnedCrawl(column);

    /// <summary>The same as a list's filter, which is set for a limited scope only.</summary>
    internal static string IsOfOwnedCrawl(string column) =>
        $"{column} in (select own.crawl_id from ingestion.crawl_metadata own where {IsOwned("own.owner")})";

    // Written as the indexes have it: equal to one value, also for rows without an owner.
    private static string IsOwned(string column) => $"coalesce({column}, '') = @owner";
}
