using Ingestion.Functions.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Privacy;

/// <summary>`GET /api/v1/privacy/erase/{erasure_id}`: how far an erasure is, and what it erased.</summary>
public sealed class ReadErasureHttp(ErasureAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.ReadErasure)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/privacy/erase/{erasureId}")] HttpRequest request,
        string erasureId,
        CancellationToken cancellationToken) => guard.RunAsync(
            request, "erasure_id", erasureId, (owner, id) => answers.ReadAsync(owner, id, cancellationToken));
}
