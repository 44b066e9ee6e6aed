using Ingestion.Core.Normalize;

namespace Ingestion.Core.Read;

/// <summary>Where a post's row came from.</summary>
public sealed record Lineage
{
    /// <summary>Lower case: <c>facebook</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>The platform's id of the post.</summary>
    public required string PostId { get; init; }

    /// <summary>The snapshot that the row was read from.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>The crawl that ordered it.</summary>
    public required Guid CrawlId { get; init; }

    /// <summary>The page that was crawled; null when the crawl is gone.</summary>
    public required string? CrawlUrl { get; init; }

    /// <summary>The provider's dataset.</summary>
    public required string DatasetId { get; init; }

    /// <summary>Version of the mapper that read the record.</summary>
    public required int MapperVersion { get; init; }

    /// <summary>The record in the raw file.</summary>
    public required RecordPlace Place { get; init; }

    /// <summary>Container and path of the raw file; null when its row is gone.</summary>
    public required string? BlobPath { get; init; }

    /// <summary>SHA-256 of the raw file, in hex; null when its row is gone.</summary>
    public required string? BlobSha256 { get; init; }

    /// <summary>The canonical file written beside the rows; null when there is none.</summary>
    public required string? BronzePath { get; init; }

    /// <summary>When the provider read the post.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>The snapshot of the latest counts, which may be a later one; null without counts.</summary>
    public required string? CountsSnapshotId { get; init; }

    /// <summary>When the latest counts were read; null without counts.</summary>
    public required DateTimeOffset? CountsObservedAt { get; init; }
}
