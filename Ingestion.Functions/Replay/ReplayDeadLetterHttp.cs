using Ingestion.Core.Errors;
using Ingestion.Core.Replay;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Replay;

/// <summary>`POST /api/v1/dead-letters/{id}/replay`: reads one open dead letter again; 202, or 409 when it is not open.</summary>
public sealed class ReplayDeadLetterHttp(DeadLetterReplay replay, DeadLetterReplayStarter starter, ReaderGuard guard)
{
    [Function(FunctionNames.ReplayDeadLetter)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/dead-letters/{deadLetterId:guid}/replay")] HttpRequest request,
        Guid deadLetterId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(request, async caller =>
        {
            string? status = await replay.StatusAsync(deadLetterId, caller.Scope, cancellationToken);
            return status switch
            {
                null => ApiError.Of(
                    StatusCodes.Status404NotFound,
                    ErrorCodes.DeadLetterNotFound,
                    $"There is no dead letter {deadLetterId}."),
                "open" => await starter.StartAsync(
                    request,
                    caller,
                    client,
                    new DeadLetterSelection { Ids = [deadLetterId] },
                    $"/api/v1/dead-letters/{deadLetterId}",
                    cancellationToken),
                _ => ApiError.Of(
                    StatusCodes.Status409Conflict,
                    ErrorCodes.DeadLetterNotOpen,
                    $"Dead letter {deadLetterId} is {status}; only an open one can be replayed."),
            };
        });
}
