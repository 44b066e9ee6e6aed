using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Ingestion.Core.Read;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`POST /api/v1/dead-letters/{id}/discard` with `{"reason":"..."}`: nobody will try this record again.</summary>
public sealed class DiscardDeadLetterHttp(DeadLetters letters, ApiGuard guard)
{
    [Function(FunctionNames.DiscardDeadLetter)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/dead-letters/{id}/discard")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) => guard.RunAsync(async () =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            RequestRead<string> read = DiscardRequestReader.Read(body);
            Dictionary<string, string[]> faults = new(read.Errors);
            if (!Guid.TryParseExact(id, "D", out Guid letterId))
            {
                faults["id"] = ["must be a UUID"];
            }

            return read.Request is { } reason && faults.Count == 0
                ? Answer(letterId, reason, await letters.DiscardAsync(letterId, reason, cancellationToken))
                : ApiError.Invalid(faults);
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
