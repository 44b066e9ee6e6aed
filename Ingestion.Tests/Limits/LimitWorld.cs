using Ingestion.Core.Errors;
using Ingestion.Core.Limits;
using Ingestion.Tests.Fixtures;

namespace Ingestion.Tests.Limits;

/// <summary>Three hosts, their ledger, and a platform that counts the calls that reach it.</summary>
internal sealed class LimitWorld
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 11, 21, 7, 55, 0, TimeSpan.Zero));
    private readonly MemoryLimitLedger ledger;
    private readonly HostClock[] clocks;
    private readonly LimitGate[] hosts;
    private readonly IDeclaredLimits declared;
    private readonly LimitedCall call;
    private readonly Func<IReadOnlyList<DateTimeOffset>, DateTimeOffset, bool> isKept;
    private readonly int? headersFor;
    private readonly List<DateTimeOffset> counted = [];
    private readonly List<Flight> flights = [];

    internal LimitWorld(
        IDeclaredLimits declared,
        string platform,
        string endpoint,
        Func<IReadOnlyList<DateTimeOffset>, DateTimeOffset, bool> isKept,
        int? headersFor = null)
    {
        this.declared = declared;
        this.isKept = isKept;
        this.headersFor = headersFor;
        call = Declared.Call(platform, endpoint);
        ledger = new MemoryLimitLedger(time);
        clocks = [new HostClock(time), new HostClock(time), new HostClock(time)];
        hosts = [.. clocks.Select(NewHost)];
    }

    /// <summary>Windows of the platform begin seven minutes past the quarters of an hour.</summary>
    internal static long QuarterOf(DateTimeOffset at) => at.AddMinutes(-7).UtcTicks / Quarter.Ticks;

    /// <returns>False when the platform counted more than it allows.</returns>
    internal async Task<bool> RunAsync(IReadOnlyList<LimitStep> steps)
    {
        bool isRight = true;
        foreach (LimitStep step in steps)
        {
            await TakeAsync(step);
            isRight &= counted.TrueForAll(at => isKept(counted, at));
        }

        Array.ForEach(hosts, host => host.Dispose());
        return isRight;
    }

    private async Task TakeAsync(LimitStep step)
    {
        switch (step.Kind)
        {
            case < 7:
                await AskAsync(step);
                break;
            case < 11:
                await ReportAsync(step);
                break;
            case 11:
                Reach(flights.ElementAtOrDefault(step.Amount % Math.Max(1, flights.Count)));
                break;
            case 12:
                Advance(TimeSpan.FromSeconds(step.Amount % 25));
                break;
            case 13:
                Advance(TimeSpan.FromSeconds(step.Amount));
                break;
            case 14:
                clocks[step.Host].Error = TimeSpan.FromSeconds((step.Amount - 500) * 200);
                break;
            default:
                Fault(step);
                break;
        }
    }

    private async Task AskAsync(LimitStep step)
    {
        LimitedCall asked = call with { Owner = $"owner {step.Amount % 3}" };
        try
        {
            if ((await hosts[step.Host].AskAsync(asked, default)).IsOpen)
            {
                flights.Add(new Flight(asked, hosts[step.Host], time.GetUtcNow()));
            }
        }
        catch (DatabaseUnavailableException)
        {
            // No call is made then.
        }
    }

    private async Task ReportAsync(LimitStep step)
    {
        if (flights.Find(one => one.Host == hosts[step.Host]) is not { } flight)
        {
            return;
        }

        Reach(flight);
        flights.Remove(flight);
        bool isAnswered = step.Amount % 5 > 0;
        await flight.Host.ReportAsync(
            flight.Call, isAnswered ? new LimitReport { StatusCode = 200, Headers = Headers() } : new LimitReport(), default);
    }

    /// <summary>Nobody waits for an answer longer than the client does, and a host that is killed has sent what it had to send.</summary>
    private void Advance(TimeSpan by)
    {
        foreach (Flight late in flights.Where(one => time.GetUtcNow() + by > one.Since + LongestCall).ToArray())
        {
            Reach(late);
            flights.Remove(late);
            late.Host.ReportAsync(late.Call, new LimitReport(), default).GetAwaiter().GetResult();
        }

        time.Advance(by);
    }

    private void Fault(LimitStep step)
    {
        ledger.FailsBefore = step.Amount % 3 == 0;
        ledger.FailsAfter = step.Amount % 3 == 1;
        if (step.Amount % 3 == 2)
        {
            hosts[step.Host].Dispose();
            hosts[step.Host] = NewHost(clocks[step.Host]);
        }
    }

    private void Reach(Flight? flight)
    {
        if (flight is { HasReached: false })
        {
            flight.HasReached = true;
            counted.Add(time.GetUtcNow());
        }
    }

    private Dictionary<string, string> Headers()
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        if (headersFor is { } limit)
        {
            long quarter = QuarterOf(time.GetUtcNow());
            DateTimeOffset end = new DateTimeOffset((quarter + 1) * Quarter.Ticks, TimeSpan.Zero).AddMinutes(7);
            headers["x-rate-limit-limit"] = $"{limit}";
            headers["x-rate-limit-remaining"] = $"{Math.Max(0, limit - counted.Count(at => QuarterOf(at) == quarter))}";
            headers["x-rate-limit-reset"] = $"{end.ToUnixTimeSeconds()}";
        }

        return headers;
    }

    private LimitGate NewHost(HostClock clock) => Declared.Host(ledger, Declared.Rules(declared), clock);

    private sealed class Flight(LimitedCall call, LimitGate host, DateTimeOffset since)
    {
        internal LimitedCall Call => call;

        internal LimitGate Host => host;

        internal DateTimeOffset Since => since;

        internal bool HasReached { get; set; }
    }
}
