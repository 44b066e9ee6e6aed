namespace Simulators.BrightData.Admin;

/// <summary>What the provider would have billed.</summary>
/// <param name="TriggersAccepted">Accepted triggers and scrapes; each is paid once accepted.</param>
/// <param name="RecordsBilled">Records of the snapshots that are ready.</param>
/// <param name="PaidTwice">References that more than one snapshot carries; empty when all is well.</param>
/// <param name="Snapshots">Every snapshot, oldest first.</param>
public sealed record BillingReport(
    long TriggersAccepted, long RecordsBilled, IReadOnlyList<string> PaidTwice, IReadOnlyList<BilledSnapshot> Snapshots);

/// <summary>One paid snapshot.</summary>
/// <param name="SnapshotId">Its id.</param>
/// <param name="DatasetId">Its dataset.</param>
/// <param name="Reference"><c>ingestion_ref</c> of its first input; null when there is none.</param>
/// <param name="AcceptedAt">When the trigger was accepted.</param>
/// <param name="Status">The provider's word for its state now.</param>
/// <param name="Records">Records billed; 0 unless it is ready.</param>
/// <param name="Downloads">Downloads begun since this process started.</param>
public sealed record BilledSnapshot(
    string SnapshotId, string DatasetId, string? Reference, DateTimeOffset AcceptedAt, string Status, long Records, int Downloads);
