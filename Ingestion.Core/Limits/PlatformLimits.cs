using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Limits;

/// <summary>The gates of all platforms in one host. What one platform does never holds up another.</summary>
internal sealed class PlatformLimits(
    IEnumerable<IDeclaredLimits> declared,
    CostCaps caps,
    IOptions<LimitOptions> options,
    ILimitLedger ledger,
    TimeProvider time,
    ILogger<PlatformLimits> logger) : IPlatformLimits, IAsyncDisposable, IDisposable
{
    private readonly FrozenDictionary<string, LimitGate> gates = declared.ToFrozenDictionary(
        one => one.Platform,
        one => new LimitGate(ledger, new LimitRules(one, caps, options.Value), time, logger),
        StringComparer.Ordinal);

    public Task<LimitDecision> AskAsync(LimitedCall call, CancellationToken cancellationToken) =>
        gates[call.Platform].AskAsync(call, cancellationToken);

    public Task ReportAsync(LimitedCall call, LimitReport report, CancellationToken cancellationToken)
    {
        if (report.IsRateLimited)
        {
            logger.CallRefused(call.Platform, call.AccountId, call.Endpoint, report.Code ?? "no code");
        }

        return gates[call.Platform].ReportAsync(call, report, cancellationToken);
    }

    public void Dispose()
    {
        foreach (LimitGate one in gates.Values)
        {
            one.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (LimitGate one in gates.Values)
        {
            await one.DisposeAsync();
        }
    }
}
