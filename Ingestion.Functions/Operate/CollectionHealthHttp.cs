using Ingestion.Core.Health;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Operate;

/// <summary>`GET /api/v1/health/collection`: how the caller's collections did in the last 24 hours, against the targets.</summary>
public sealed class CollectionHealthHttp(CollectionHealth health, OwnerGuard guard)
{
    [Function(FunctionNames.CollectionHealth)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/health/collection")] HttpRequest request,
        CancellationToken cancellationToken) => guard.RunAsync(request, async owner =>
            new WireResult(StatusCodes.Status200OK, await health.ReadAsync(owner, cancellationToken)));
}
