namespace Ingestion.Core.Providers.BrightData;

/// <summary>A dataset of the provider and how its inputs are spelled.</summary>
/// <remarks>Source: reference/provider-apis.md 1.9, which names the vendor's SDKs and pages; read 2026-11-21.</remarks>
public sealed record Dataset
{
    /// <summary>The provider's id, for example <c>gd_lkaxegm826bjpoo9m5</c>.</summary>
    public required string Id { get; init; }

    /// <summary>A name of <see cref="PlatformHosts"/>, for example <c>facebook</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>The provider's name in words, for example <c>Facebook page posts</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What one record is.</summary>
    public DatasetKind Kind { get; init; } = DatasetKind.Posts;

    /// <summary>The <c>discover_by</c> value for the URL of a page or profile; null when such a URL is a plain input.</summary>
    public string? DiscoverBy { get; init; }

    /// <summary>
    /// Pieces of URL that mark one item (a post), which is collected without discovery, for example <c>/reel/</c>.
    /// </summary>
    public IReadOnlyList<string> ItemMarks { get; init; } = [];

    /// <summary>
    /// The input field for the number of posts; null when the dataset has none (the call's limit is used instead).
    /// </summary>
    public string? CountField { get; init; }

    /// <summary>The format of the input fields <c>start_date</c> and <c>end_date</c>; null when the dataset has none.</summary>
    public string? DateFormat { get; init; }

    /// <summary>True when the input brings one record: a profile, or one item.</summary>
    /// <param name="url">An absolute URL.</param>
    public bool IsOneRecord(string url) => Kind == DatasetKind.Profiles || IsItemUrl(url);

    /// <summary>True when <paramref name="url"/> names one item rather than a page with many.</summary>
    /// <param name="url">An absolute URL.</param>
    public bool IsItemUrl(string url) =>
        ItemMarks.Any(mark => url.Contains(mark, StringComparison.OrdinalIgnoreCase));
}
