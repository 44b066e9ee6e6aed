using Ingestion.Core.Crawls;

namespace Ingestion.Functions.Crawl;

/// <summary>One crawl in a list: what was asked for, where it stands, what came of it.</summary>
internal sealed class CrawlBody(Core.Crawls.Crawl crawl)
{
    public Guid CrawlId => crawl.CrawlId;

    public Guid? AccountId => crawl.AccountId;

    public string? Owner => crawl.Owner;

    public string? SnapshotId => crawl.SnapshotId;

    public string Status => crawl.State.ToStatus();

    public CrawlState State => crawl.State;

    public CrawlRequest Request => crawl.Request;

    public int Attempt => crawl.Attempt;

    public DateTimeOffset CreatedAt => crawl.CreatedAt;

    public DateTimeOffset UpdatedAt => crawl.UpdatedAt;

    public DateTimeOffset? FinishedAt => crawl.FinishedAt;

    public StoredPayload? Result => crawl.Payload;

    public CrawlErrorBody? Error => CrawlErrorBody.Of(crawl);
}
