using Ingestion.Core.Crawls;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Store;

/// <summary>What all rows of one snapshot have in common.</summary>
internal sealed record LoadInput
{
    /// <summary>The snapshot, for example <c>sd_mb3k2x81a2b3c4d5e6</c>.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>The crawl that it belongs to.</summary>
    public required Guid CrawlId { get; init; }

    /// <summary>The connected account whose sync this is: insights are its own. Null for a crawl that no account ordered.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The provider's dataset, for example <c>gd_lkaxegm826bjpoo9m5</c>.</summary>
    public required string DatasetId { get; init; }

    /// <summary>Lower case: <c>facebook</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Version of the mapper that reads it.</summary>
    public required int MapperVersion { get; init; }

    /// <summary>What the crawl calls the posts that it asked for.</summary>
    public required PostLabels Labels { get; init; }

    /// <summary>When it is stored (UTC): <c>first_seen_at</c> of new rows, <c>updated_at</c> of all that are written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The load of a crawl's snapshot.</summary>
    public static LoadInput Of(Crawl crawl, DatasetMapper mapper, DateTimeOffset at) => new()
    {
        SnapshotId = crawl.SnapshotId!,
        CrawlId = crawl.CrawlId,
        AccountId = crawl.AccountId,
        DatasetId = crawl.Request.DatasetId,
        Platform = mapper.Platform,
        MapperVersion = mapper.Version,
        Labels = new PostLabels(
            crawl.Request.Brand, crawl.Request.Competitor, crawl.Request.Category, CrawledProfile.HandleOf(crawl.Request.Url)),
        At = at,
    };
}
