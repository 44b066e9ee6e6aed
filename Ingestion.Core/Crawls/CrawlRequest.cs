using System.Text.Json.Serialization;

namespace Ingestion.Core.Crawls;

/// <summary>A valid crawl order, as <c>CrawlRequestReader</c> lets it through.</summary>
public sealed record CrawlRequest
{
    /// <summary>The provider's dataset, for example <c>gd_lkaxegm826bjpoo9m5</c>.</summary>
    public required string DatasetId { get; init; }

    /// <summary>One of <c>facebook</c>, <c>instagram</c>, <c>tiktok</c>, <c>youtube</c>, <c>x</c>, <c>linkedin</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>The public page: absolute, http or https, on a host of the platform.</summary>
    public required string Url { get; init; }

    /// <summary>First day wanted, or null for no limit.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>Last day wanted, or null for no limit.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>Kept with the crawl and handed on; the provider's datasets have no such switch. Default false.</summary>
    public bool IncludeProfileData { get; init; }

    /// <summary>The most posts wanted, 1 or more. An accepted order always has one.</summary>
    public int? NumOfPosts { get; init; }

    /// <summary>Whether <see cref="NumOfPosts"/> is the service's default, not the caller's number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NumOfPostsIsDefault { get; init; }

    /// <summary>The caller's brand, for example <c>growplus-nutifood</c>; the budget counts by it.</summary>
    public string? Brand { get; init; }

    /// <summary>The caller's competitor label, for example <c>nutifood</c>.</summary>
    public string? Competitor { get; init; }

    /// <summary>The caller's category, for example <c>sua-bot-tre-em</c>.</summary>
    public string? Category { get; init; }

    /// <summary>The same order with a number of posts: its own, else the default.</summary>
    internal CrawlRequest Capped(CrawlOptions options) => NumOfPosts is not null ? this : this with
    {
        NumOfPosts = Math.Min(options.DefaultMaxPosts, options.MaxPosts),
        NumOfPostsIsDefault = true,
    };
}
