using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`POST /api/v1/dead-letters/{id}/discard` with `{"reason":"..."}`: nobody will try this record again.</summary>
public sealed class DiscardDeadLetterHttp(DeadLetters letters, ReaderGuard guard)
{
    [Function(FunctionNames.DiscardDeadLetter)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/dead-letters/{id}/discard")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) => guard.RunAsync(request, "id", id, async (caller, letterId) =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            RequestRead<string> read = DiscardRequestReader.Read(body);
            return read.Request is { } reason
                ? Answer(letterId, reason, await letters.DiscardAsync(letterId, caller.Scope, reason, cancellationToken))
                : ApiError.Invalid(read.Errors);
        });

    private static IActionResult Answer(Guid id, string reason, DiscardResult result) => result.Status switch
    {
        DiscardStatus.Discarded => new WireResult(
            StatusCodes.Status200OK,
            new { Status = "success", Id = id, DeadLetterStatus = result.LetterStatus, DiscardReason = reason }),
        DiscardStatus.NotOpen => ApiError.Of(
            StatusCodes.Status409Conflict, ErrorCodes.DeadLetterNotOpen, $"Dead letter {id} is {result.LetterStatus} already."),
        _ => NotFound.DeadLetter(id),
    };
}
