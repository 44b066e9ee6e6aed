namespace Ingestion.Core.Sync;

/// <summary>The values of <c>stage</c> of a sync, and of <c>step</c> in its log. The fetch has those of its phases.</summary>
public static class SyncStages
{
    /// <summary>Asked for.</summary>
    public const string Queued = "queued";

    /// <summary>The platform is read.</summary>
    public const string Fetch = "fetch";

    /// <summary>Bright Data collects the public page.</summary>
    public const string Crawl = "crawl";

    /// <summary>The raw file is made of what was fetched.</summary>
    public const string Seal = "seal";

    /// <summary>The raw file becomes rows.</summary>
    public const string Normalize = "normalize";

    /// <summary>The end.</summary>
    public const string Conclude = "conclude";
}
