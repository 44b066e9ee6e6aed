using Ingestion.Core.Read;

namespace Ingestion.Functions.Read;

/// <summary>Where a post came from.</summary>
internal sealed class LineageBody(Lineage lineage, RawBody raw)
{
    public string Platform => lineage.Platform;

    public string PostId => lineage.PostId;

    public string SnapshotId => lineage.SnapshotId;

    public Guid CrawlId => lineage.CrawlId;

    public string? CrawlUrl => lineage.CrawlUrl;

    public string DatasetId => lineage.DatasetId;

    public int MapperVersion => lineage.MapperVersion;

    public long RecordIndex => lineage.Place.Index;

    public long ByteOffset => lineage.Place.ByteOffset;

    public long ByteLength => lineage.Place.ByteLength;

    public string? BlobPath => lineage.BlobPath;

    public string? BlobSha256 => lineage.BlobSha256;

    public string? BronzePath => lineage.BronzePath;

    public DateTimeOffset ObservedAt => lineage.ObservedAt;

    public string? CountsSnapshotId => lineage.CountsSnapshotId;

    public DateTimeOffset? CountsObservedAt => lineage.CountsObservedAt;

    public RawBody Raw => raw;
}
