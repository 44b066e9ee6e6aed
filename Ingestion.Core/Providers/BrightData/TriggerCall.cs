namespace Ingestion.Core.Providers.BrightData;

/// <summary>One paid collection call, ready to be sent; built by <see cref="DatasetCatalog.BuildTrigger"/>.</summary>
public sealed record TriggerCall
{
    /// <summary>The provider's dataset, for example <c>gd_lkaxegm826bjpoo9m5</c>.</summary>
    public required string DatasetId { get; init; }

    /// <summary>Our reference of this call; the provider echoes it in each record and in the snapshot's input.</summary>
    public required string Reference { get; init; }

    /// <summary>Path and query below the base URL. May hold the webhook's secret: never log it.</summary>
    public required string PathAndQuery { get; init; }

    /// <summary>The inputs as UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Dataset and reference only, because the query can hold a secret.</summary>
    public override string ToString() => $"{DatasetId} ({Reference})";
}
