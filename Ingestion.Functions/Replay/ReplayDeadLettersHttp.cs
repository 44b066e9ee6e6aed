using Ingestion.Core.Accounts;
using Ingestion.Core.Replay;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Replay;

/// <summary>
/// `POST /api/v1/dead-letters/replay`: reads the open dead letters of `ids`, or of a `reason`, `dataset_id` and `crawl_id`, again
/// with the present mappers; 202. Those of other callers are left out.
/// </summary>
public sealed class ReplayDeadLettersHttp(DeadLetterReplayStarter starter, ReaderGuard guard)
{
    [Function(FunctionNames.ReplayManyDeadLetters)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/dead-letters/replay")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(request, async caller =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            RequestRead<DeadLetterSelection> read = DeadLetterSelectionReader.Read(body);
            return read.Request is { } selection
                ? await starter.StartAsync(request, caller, client, selection, "/api/v1/dead-letters", cancellationToken)
                : ApiError.Invalid(read.Errors);
        });
}
