namespace Ingestion.Core.Crawls;

/// <summary>What became of an order.</summary>
public enum SubmitStatus
{
    /// <summary>A new crawl is queued.</summary>
    Accepted,

    /// <summary>The same Idempotency-Key and body were sent before; <see cref="SubmitResult.Crawl"/> is that crawl.</summary>
    Repeated,

    /// <summary>The Idempotency-Key belongs to another body; <see cref="SubmitResult.Crawl"/> is the crawl of that body.</summary>
    KeyReused,

    /// <summary>The brand's monthly budget does not allow it; nothing was stored.</summary>
    BudgetExceeded,
}

/// <summary>The answer to an order.</summary>
public sealed record SubmitResult
{
    /// <summary>What became of it.</summary>
    public required SubmitStatus Status { get; init; }

    /// <summary>The crawl; null when the budget refused it.</summary>
    public Crawl? Crawl { get; init; }
}
