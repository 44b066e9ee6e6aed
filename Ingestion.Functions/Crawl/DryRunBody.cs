using Ingestion.Core.Crawls;

namespace Ingestion.Functions.Crawl;

/// <summary>Answer to a trigger with `dry_run`.</summary>
internal sealed class DryRunBody(CrawlEstimate estimate)
{
    public string Status { get; } = "dry_run";

    public string Message { get; } = "The request is valid; nothing was stored, ordered or paid";

    public string DatasetId => estimate.Request.DatasetId;

    public string Platform => estimate.Request.Platform;

    public string Url => estimate.Request.Url;

    public int? NumOfPosts => estimate.Request.NumOfPosts;

    public bool NumOfPostsIsDefault => estimate.Request.NumOfPostsIsDefault;

    public int MaxRecords => estimate.MaxRecords;

    public decimal MaxCostUsd => estimate.MaxCostUsd;

    public decimal UsdPerThousandRecords => estimate.UsdPerThousandRecords;

    /// <summary>Null without a budget of the brand.</summary>
    public long? BudgetRecords => estimate.BudgetLimit;

    public long? BudgetRecordsUsed => estimate.BudgetUsed;
}
