using Ingestion.Core.Publish;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Crawl;

/// <summary>Completes the crawl and publishes its event. Idempotent by event id.</summary>
public sealed class PublishCrawlActivity(PublishService service)
{
    [Function(FunctionNames.PublishCrawl)]
    public Task RunAsync([ActivityTrigger] PublishInput input, CancellationToken cancellationToken) =>
        service.PublishAsync(input, cancellationToken);
}
