namespace Ingestion.Core.Sync;

/// <summary>One sync of an account: a row of <c>data_collection_jobs</c>, as far as its steps need it.</summary>
public sealed record SyncJob
{
    /// <summary>Its id, and the id of its orchestration. Version 7.</summary>
    public required Guid JobId { get; init; }

    /// <summary>The account.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Owner { get; init; }

    /// <summary>Lower case: <c>youtube</c>.</summary>
    public required string Platform { get; init; }

    /// <summary><c>platform</c> or <c>brightdata</c>.</summary>
    public required string Source { get; init; }

    /// <summary>A value of <see cref="SyncJobStates"/>.</summary>
    public required string Status { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, in whatever way.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The newest post that was known when it was asked for; null before the first whole sync.</summary>
    public required DateTimeOffset? WatermarkBefore { get; init; }

    /// <summary>The crawl that is its tail, once the raw file is stored.</summary>
    public required Guid? CrawlId { get; init; }

    /// <summary>The platform's id of the account; null when the account is gone.</summary>
    public required string? ExternalId { get; init; }

    /// <summary>The account's name when it was connected.</summary>
    public required string? Handle { get; init; }

    /// <summary>Its public page, where one was given.</summary>
    public required string? PageUrl { get; init; }

    /// <summary>What its tokens were granted.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The name of its raw file: <c>sync_0193...</c>, 32 hex digits.</summary>
    public string SnapshotId => $"sync_{JobId:N}";

    /// <summary>The day that its files are filed under (UTC).</summary>
    internal DateOnly FiledOn => DateOnly.FromDateTime(CreatedAt.UtcDateTime);
}
