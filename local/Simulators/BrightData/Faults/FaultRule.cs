namespace Simulators.BrightData.Faults;

/// <summary>A fault with the calls that it has left.</summary>
internal sealed class FaultRule(FaultSpec spec, string? datasetId = null, string? snapshotId = null, int skip = 0)
{
    private int _toSkip = skip;
    private int _left = spec.Times ?? int.MaxValue;

    public FaultSpec Spec => spec;

    public bool IsUsedUp => Volatile.Read(ref _left) <= 0;

    public bool Matches(string operation, string? dataset, string? snapshot) =>
        (spec.Operation == operation || (spec.Operation == Operations.Any && operation != Operations.Job))
        && (datasetId is null || datasetId == dataset)
        && (snapshotId is null || snapshotId == snapshot);

    /// <summary>Uses one call; false when it is not this fault's turn.</summary>
    public bool TryTake()
    {
        if (Volatile.Read(ref _toSkip) > 0 && Interlocked.Decrement(ref _toSkip) >= 0)
        {
            return false;
        }

        return spec.Times is null || Interlocked.Decrement(ref _left) >= 0;
    }
}
