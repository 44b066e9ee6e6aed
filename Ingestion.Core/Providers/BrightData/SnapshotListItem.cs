namespace Ingestion.Core.Providers.BrightData;

/// <summary>One snapshot of a dataset, as the provider lists it.</summary>
/// <param name="Id">The snapshot, for example <c>sd_mb3k2x81a2b3c4d5e6</c>.</param>
/// <param name="Created">When it was triggered; null when the provider's form is not a time.</param>
/// <param name="Status">The provider's status as sent, for example <c>ready</c>.</param>
/// <param name="DatasetId">The dataset, for example <c>gd_lkaxegm826bjpoo9m5</c>.</param>
/// <param name="DatasetSize">Number of records; null while unknown.</param>
public sealed record SnapshotListItem(string Id, DateTimeOffset? Created, string Status, string DatasetId, long? DatasetSize);
