using System.Text.Json;
using Ingestion.Core.Crawls;
using Ingestion.Core.Events;
using Ingestion.Core.Persistence;
using Ingestion.Core.Publish;
using Ingestion.Tests.Persistence;
using Ingestion.Tests.Trigger;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ingestion.Tests.Publish;

[Trait("Category", "Postgres")]
public sealed class PublishServiceTests : PipelineHost
{
    [Fact]
    public async Task Publish_StoredCrawl_CompletesWithTheSeedsEvent()
    {
        Crawl crawl = await Stories.NormalizedAsync(Pipeline);

        PublishResult result = await PublishAsync(crawl);

        FeedEvent published = (await FeedAsync())[^1];
        JsonElement envelope = JsonDocument.Parse(published.Envelope).RootElement;
        JsonElement data = envelope.GetProperty("data");
        Assert.Equal(PublishStatus.Published, result.Status);
        Assert.Equal("social-analytics-data-ingestion-completed", published.Topic);
        Assert.Equal("data-ingestion-service", envelope.GetProperty("source").GetString());
        Assert.Equal(Stories.Payload.BlobPath, data.GetProperty("blob_path").GetString());
        Assert.Equal((150, 75), (data.GetProperty("post_count").GetInt32(), data.GetProperty("media_count").GetInt32()));
        Assert.Equal("completed", data.GetProperty("status").GetString());
        string[] outcomes = ["stored_count", "updated_count", "unchanged_count", "quarantined_count", "provider_error_count"];
        Assert.Equal(data.GetProperty("record_count").GetInt64(), outcomes.Sum(name => data.GetProperty(name).GetInt64()));
    }

    [Fact]
    public async Task Publish_Twice_IsOneEvent()
    {
        Crawl crawl = await Stories.NormalizedAsync(Pipeline);
        await PublishAsync(crawl);

        PublishResult repeated = await PublishAsync(crawl);

        Assert.Equal(PublishStatus.Published, repeated.Status);
        Assert.Equal(1, await Pipeline.CountAsync("outbox where event_type = 'data-ingestion-completed'"));
    }

    [Fact]
    public async Task Publish_ProcessEndedBeforeTheRelay_RepetitionSendsTheEvent()
    {
        Settings["EVENT_PUBLISHING_ENABLED"] = "false";
        Crawl crawl = await Stories.NormalizedAsync(Pipeline);
        await PublishAsync(crawl);
        Assert.Empty(await FeedAsync());
        Settings["EVENT_PUBLISHING_ENABLED"] = "true";

        await PublishAsync(crawl);

        Assert.Equal(2, (await FeedAsync()).Count);
    }

    [Fact]
    public async Task Publish_CrawlThatIsNotStoredYet_IsAMistake()
    {
        Crawl crawl = await AdmittedAsync();

        await Assert.ThrowsAsync<InvalidCrawlTransitionException>(() => PublishAsync(crawl));
    }

    private Task<PublishResult> PublishAsync(Crawl crawl) => Restart().GetRequiredService<PublishService>()
        .PublishAsync(new PublishInput(crawl.CrawlId), CancellationToken.None);

    private async Task<IReadOnlyList<FeedEvent>> FeedAsync() =>
        (await new EventFeed(Pipeline.Database).ReadAsync(0, null, 100, Scope.All, CancellationToken.None)).Events;
}
