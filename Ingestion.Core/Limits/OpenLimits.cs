namespace Ingestion.Core.Limits;

/// <summary>No limits but those that the platforms themselves tell by refusing.</summary>
internal sealed class OpenLimits : IPlatformLimits
{
    public Task<LimitDecision> AskAsync(LimitedCall call, CancellationToken cancellationToken) => Task.FromResult(LimitDecision.Open);

    public Task ReportAsync(LimitedCall call, LimitReport report, CancellationToken cancellationToken) => Task.CompletedTask;
}
