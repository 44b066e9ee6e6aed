using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Crawl;

/// <summary>`POST /api/v1/crawl/trigger`: stores the crawl, starts it, and waits up to 2.5 s for the provider's snapshot id.</summary>
public sealed class TriggerCrawlHttp(
    CrawlRequestReader reader,
    CrawlIntake intake,
    CrawlLaunch launch,
    CrawlAnswers answers,
    StatusLinks links,
    ReaderGuard guard)
{
    [Function(FunctionNames.TriggerCrawl)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/crawl/trigger")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(request, async caller =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            CrawlRequestResult read = reader.Read(body);
            if (read.Request is null)
            {
                return ApiError.Invalid(read.Errors);
            }

            SubmitResult submit = await intake.SubmitAsync(
                read.Request, caller.Owner, request.Headers["Idempotency-Key"], cancellationToken);
            return submit.Status switch
            {
                SubmitStatus.Accepted or SubmitStatus.Repeated => answers.Triggered(
                    links.OfCrawl(request, caller, client, submit.Crawl!.CrawlId),
                    await launch.LaunchAsync(submit.Crawl!, client, cancellationToken)),
                _ => Refuse(submit),
            };
        });

    private static IActionResult Refuse(SubmitResult submit) => submit.Status switch
    {
        SubmitStatus.KeyReused => ApiError.Of(
            StatusCodes.Status422UnprocessableEntity,
            ErrorCodes.IdempotencyKeyReused,
            $"This Idempotency-Key belongs to crawl {submit.Crawl!.CrawlId}, which was asked for with another body.",
            submit.Crawl.CrawlId),
        SubmitStatus.BudgetExceeded => ApiError.Of(
            StatusCodes.Status402PaymentRequired,
            ErrorCodes.BudgetExceeded,
            "The brand's budget of records for this month is used up; nothing was triggered."),
        _ => throw new InvalidOperationException($"A submit cannot end in {submit.Status}."),
    };
}
