using Ingestion.Core.Accounts;
using Ingestion.Core.Replay;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Replay;

/// <summary>
/// `POST /api/v1/dead-letters/replay`: reads the open dead letters of `ids`, or of a `reason`, `dataset_id` and `crawl_id`, again
/// with the present mappers; 202.
/// </summary>
public sealed class ReplayDeadLettersHttp(DeadLetterReplayStarter starter, ApiGuard guard)
{
    [Function(FunctionNames.ReplayManyDeadLetters)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/dead-letters/replay")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(async () =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            RequestRead<DeadLetterSelection> read = DeadLetterSelectionReader.Read(body);
            return read.Request is { } selection
                ? await starter.StartAsync(client, selection, cancellationToken)
                : ApiError.Invalid(read.Errors);
        });
}
