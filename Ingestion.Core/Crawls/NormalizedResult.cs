namespace Ingestion.Core.Crawls;

/// <summary>
/// What became of a snapshot's records. Records received = Stored + Updated + Unchanged + Quarantined + ProviderErrors + Erased when
/// <see cref="Normalization"/> is <see cref="Completed"/>; else nothing was stored.
/// </summary>
public sealed record NormalizedResult
{
    /// <summary>The records were read and stored.</summary>
    public const string Completed = "completed";

    /// <summary>The records are not what the dataset's schema promises: nothing was written.</summary>
    public const string Suspect = "suspect";

    /// <summary>The dataset has no mapper: the raw snapshot is all there is.</summary>
    public const string Unsupported = "unsupported";

    /// <summary><see cref="Completed"/>, <see cref="Suspect"/> or <see cref="Unsupported"/>.</summary>
    public required string Normalization { get; init; }

    /// <summary>Version of the mapper; null without one.</summary>
    public int? MapperVersion { get; init; }

    /// <summary>Records that became new rows.</summary>
    public long Stored { get; init; }

    /// <summary>Records that changed a row.</summary>
    public long Updated { get; init; }

    /// <summary>Records that told nothing new, duplicates and older observations among them.</summary>
    public long Unchanged { get; init; }

    /// <summary>Records in <c>dead_letters</c>.</summary>
    public long Quarantined { get; init; }

    /// <summary>Records in which the provider reports an input that failed or gave nothing.</summary>
    public long ProviderErrors { get; init; }

    /// <summary>Records of people who are erased: left out.</summary>
    public long Erased { get; init; }

    /// <summary>Why nothing was received: <c>true_empty</c>, <c>failed</c> or <c>unknown</c>; null when there was something.</summary>
    public string? EmptyResult { get; init; }

    /// <summary>Container and name of the file of canonical records; null without one.</summary>
    public string? BronzePath { get; init; }
}
