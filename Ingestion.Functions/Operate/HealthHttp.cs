using Ingestion.Core.Crawls;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ingestion.Functions.Operate;

/// <summary>`GET /health`: open to all, so it names no host and no error text.</summary>
public sealed class HealthHttp(CrawlStore store, IOptions<CrawlOptions> options, ApiGuard guard)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    [Function(FunctionNames.Health)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request,
        CancellationToken cancellationToken) => guard.RunAsync(request, _ => true, _ => ReadAsync(cancellationToken));

    private async Task<IActionResult> ReadAsync(CancellationToken cancellationToken)
    {
        long? active = await CountActiveAsync(cancellationToken);
        var body = new
        {
            Status = active is null ? "unhealthy" : "healthy",
            Service = "data-ingestion",
            BackgroundTasks = new
            {
                ActiveCount = active,
                MaxWorkers = options.Value.MaxConcurrent,
                Enabled = options.Value.AutomaticPolling,
            },
            Database = active is null ? "unavailable" : "available",
        };
        return active is null
            ? new WireResult(StatusCodes.Status503ServiceUnavailable, body, RetryAfter)
            : new WireResult(StatusCodes.Status200OK, body);
    }

    private async Task<long?> CountActiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.CountActiveAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return null;
        }
    }
}
