using Ingestion.Tests.Fixtures;

namespace Ingestion.Tests.Limits;

/// <summary>A host's clock: it runs with the test's, and somebody may set it wrong.</summary>
internal sealed class HostClock(ManualTimeProvider time) : TimeProvider
{
    public TimeSpan Error { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Error;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
