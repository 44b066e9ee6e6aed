namespace Ingestion.Core.Crawls;

/// <summary>What became of the wish to take a crawl up again.</summary>
public enum ReopenStatus
{
    /// <summary>It is polling again, one attempt further: start its orchestration.</summary>
    Reopened,

    /// <summary>It is under way already.</summary>
    Active,

    /// <summary>It is completed or cancelled, or it never got a snapshot: there is nothing to take up.</summary>
    NotReopenable,

    /// <summary>There is no such crawl.</summary>
    NotFound,
}

/// <summary>The answer to a wish to take a crawl up again.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Crawl">The crawl as it is now; null when there is none.</param>
public sealed record ReopenResult(ReopenStatus Status, Crawl? Crawl = null);
