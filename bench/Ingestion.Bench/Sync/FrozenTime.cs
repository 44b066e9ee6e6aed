namespace Ingestion.Bench.Sync;

/// <summary>A clock that stands still, so that the platforms' numbers do.</summary>
internal sealed class FrozenTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
