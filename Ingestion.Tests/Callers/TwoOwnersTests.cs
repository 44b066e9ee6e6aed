using System.Text.Json;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.EndToEnd;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Callers;

/// <summary>Two owners, an operator and a caller without a key, on one running service.</summary>
[Trait("Category", "EndToEnd")]
public sealed class TwoOwnersTests(CallerService shared) : IClassFixture<CallerService>
{
    private const string Acme = AccountService.AcmeKey;
    private const string Globex = AccountService.GlobexKey;
    private const string Operator = CallerService.OperatorKey;

    [Fact]
    public async Task Crawl_OfAnOwner_IsSeenByItsOwnerAndTheOperator()
    {
        string crawlId = await CrawlAsync(Acme);

        foreach (string? key in new[] { Globex, null })
        {
            foreach (string route in new[] { "download", "cancel", "replay" })
            {
                (await shared.SendAsync("POST", $"/api/v1/crawl/{crawlId}/{route}", key: key))
                    .AssertError(404, "CRAWL_NOT_FOUND");
            }

            (await shared.SendAsync("GET", $"/api/v1/crawl/{crawlId}/status", key: key)).AssertError(404, "CRAWL_NOT_FOUND");
            Assert.DoesNotContain(crawlId, await ListAsync("/api/v1/crawl", key), StringComparison.Ordinal);
        }

        foreach (string key in new[] { Acme, Operator })
        {
            Assert.Equal(200, (await shared.SendAsync("GET", $"/api/v1/crawl/{crawlId}/status", key: key)).StatusCode);
            Assert.Contains(crawlId, await ListAsync("/api/v1/crawl", key), StringComparison.Ordinal);
        }

        Assert.Equal(202, (await shared.SendAsync("POST", $"/api/v1/crawl/{crawlId}/replay", key: Acme)).StatusCode);
    }

    [Fact]
    public async Task Crawl_OrderedWithoutAKey_IsSharedAndNoOwners()
    {
        string crawlId = await CrawlAsync(key: null);

        Assert.Equal(200, (await shared.SendAsync("GET", $"/api/v1/crawl/{crawlId}/status", key: null)).StatusCode);
        (await shared.SendAsync("GET", $"/api/v1/crawl/{crawlId}/status", key: Acme)).AssertError(404, "CRAWL_NOT_FOUND");
    }

    [Fact]
    public async Task Events_OfAnOwnersCrawl_AreInItsFeedOnly()
    {
        string crawlId = await CrawlAsync(Acme);
        await Eventually.TrueAsync(async () =>
            (await ListAsync("/api/v1/events", Acme)).Contains("data-ingestion-completed", StringComparison.Ordinal));

        (_, JsonElement own) = await shared.SendAsync("GET", "/api/v1/events?limit=1000", key: Acme);
        (_, JsonElement foreign) = await shared.SendAsync("GET", "/api/v1/events?limit=1000", key: Globex);

        Assert.Contains(crawlId, own.ToString(), StringComparison.Ordinal);
        Assert.Contains(crawlId, await ListAsync("/api/v1/events", Operator), StringComparison.Ordinal);
        Assert.DoesNotContain(crawlId, foreign.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(crawlId, await ListAsync("/api/v1/events", null), StringComparison.Ordinal);
        Assert.True(foreign.GetProperty("next").GetInt64() > 0);
    }

    [Fact]
    public async Task IdempotencyKey_OfEachCaller_IsItsOwn()
    {
        string key = $"page{Guid.NewGuid():N}";

        string[] crawls =
        [
            await TriggerAsync(Acme, key),
            await TriggerAsync(Globex, key),
            await TriggerAsync(null, key),
            await TriggerAsync(Acme, key),
        ];

        Assert.Equal(3, crawls.Distinct().Count());
        Assert.Equal(crawls[0], crawls[3]);
    }

    [Theory]
    [InlineData(Acme, false)]
    [InlineData(null, false)]
    [InlineData(Operator, true)]
    public async Task ManagementUrls_GoToOperatorsOnly(string? key, bool hasThem)
    {
        string crawlId = await CrawlAsync(key);
        List<JsonElement> answers =
        [
            (await shared.SendAsync("GET", $"/api/v1/crawl/{crawlId}/status", key: key)).Body,
            (await shared.SendAsync("POST", $"/api/v1/crawl/{crawlId}/replay", key: key)).Body,
            (await shared.SendAsync("POST", "/api/v1/dead-letters/replay", new { crawl_id = crawlId }, key)).Body,
            (await shared.SendAsync("POST", "/api/v1/crawl/trigger", EndToEnd.Crawls.Order(), key)).Body,
        ];

        Assert.All(answers, answer =>
        {
            Assert.Equal(hasThem, answer.TryGetProperty("statusQueryGetUri", out _));
            Assert.Equal(hasThem, answer.ToString().Contains("/runtime/webhooks/", StringComparison.Ordinal));
            Assert.StartsWith(
                shared.Service.Http.BaseAddress!.ToString(),
                answer.GetProperty("status_url").GetString(),
                StringComparison.Ordinal);
        });
        Uri statusUrl = new(answers[0].GetProperty("status_url").GetString()!);
        Assert.Equal(200, (await shared.SendAsync("GET", statusUrl.PathAndQuery, key: key)).StatusCode);
    }

    [Fact]
    public async Task DeadLetters_OfAnOwnersCrawl_AreNotReadReplayedOrDiscardedByAnother()
    {
        string crawlId = await CrawlAsync(Acme);
        Guid letter = await Quarantine.OneAsync(shared.Service, crawlId);

        foreach (string? key in new[] { Globex, null })
        {
            Assert.DoesNotContain(letter.ToString(), await ListAsync("/api/v1/dead-letters", key), StringComparison.Ordinal);
            (await shared.SendAsync("GET", $"/api/v1/dead-letters/{letter}", key: key))
                .AssertError(404, "DEAD_LETTER_NOT_FOUND");
            (await shared.SendAsync("POST", $"/api/v1/dead-letters/{letter}/replay", key: key))
                .AssertError(404, "DEAD_LETTER_NOT_FOUND");
            (await shared.SendAsync("POST", $"/api/v1/dead-letters/{letter}/discard", new { reason = "x" }, key))
                .AssertError(404, "DEAD_LETTER_NOT_FOUND");
        }

        Assert.Contains(letter.ToString(), await ListAsync("/api/v1/dead-letters", Acme), StringComparison.Ordinal);
        Assert.Equal(202, (await shared.SendAsync("POST", $"/api/v1/dead-letters/{letter}/replay", key: Acme)).StatusCode);
        await Eventually.TrueAsync(async () => await StatusAsync(letter) == "replayed");
    }

    [Theory]
    [InlineData("""{"all":true}""")]
    [InlineData("""{"reason":"INVALID_DATE"}""")]
    [InlineData("ids")]
    [InlineData("crawl_id")]
    public async Task Replay_OfManyDeadLetters_LeavesThoseOfOthers(string selection)
    {
        string foreignCrawl = await CrawlAsync(Acme);
        string ownCrawl = await CrawlAsync(Globex);
        Guid foreign = await Quarantine.OneAsync(shared.Service, foreignCrawl);
        Guid own = await Quarantine.OneAsync(shared.Service, ownCrawl);
        object body = selection switch
        {
            "ids" => new { ids = new[] { foreign, own } },
            "crawl_id" => new { crawl_id = foreignCrawl },
            _ => JsonElement.Parse(selection),
        };

        Assert.Equal(202, await ReplayAsync(body, Globex));
        if (selection == "crawl_id")
        {
            Assert.Equal(202, await ReplayAsync(new { crawl_id = ownCrawl }, Globex));
        }

        await Eventually.TrueAsync(async () => await StatusAsync(own) == "replayed");
        Assert.Equal("open", await StatusAsync(foreign));
    }

    [Fact]
    public async Task Lineage_OfAnOwnersCrawl_IsNotShownToOthers()
    {
        string crawlId = await CrawlAsync(Acme);
        string postId = (string)(await shared.Service.ScalarAsync(
            $"select post_id from ingestion.social_posts where crawl_id = '{crawlId}' limit 1"))!;

        foreach (string? key in new[] { Globex, null })
        {
            (await shared.SendAsync("GET", $"/api/v1/lineage/facebook/{postId}", key: key)).AssertError(404, "POST_NOT_FOUND");
            Assert.Equal(200, (await shared.SendAsync("GET", $"/api/v1/posts/facebook/{postId}", key: key)).StatusCode);
        }

        (int status, JsonElement lineage) = await shared.SendAsync("GET", $"/api/v1/lineage/facebook/{postId}", key: Acme);
        Assert.Equal((200, crawlId), (status, lineage.GetProperty("crawl_id").GetString()));
    }

    /// <summary>Each crawl has another page, and so other posts.</summary>
    private async Task<string> CrawlAsync(string? key)
    {
        string crawlId = await TriggerAsync(key, $"page{Guid.NewGuid():N}");
        await Eventually.TrueAsync(async () => (string)(await shared.Service.ScalarAsync(
            $"select status from ingestion.crawl_metadata where crawl_id = '{crawlId}'"))! == "completed");
        return crawlId;
    }

    private async Task<string> TriggerAsync(string? key, string page)
    {
        shared.Service.Bearer = key;
        (int status, JsonElement body) = await shared.Service.PostAsync(
            "/api/v1/crawl/trigger", EndToEnd.Crawls.Order(5, $"https://www.facebook.com/{page}"), idempotencyKey: page);
        Assert.True(status is 200 or 202, body.ToString());
        return body.GetProperty("crawl_id").GetString()!;
    }

    private async Task<int> ReplayAsync(object body, string key) =>
        (await shared.SendAsync("POST", "/api/v1/dead-letters/replay", body, key)).StatusCode;

    private async Task<string> ListAsync(string route, string? key)
    {
        (int status, JsonElement list) = await shared.SendAsync("GET", $"{route}?limit=1000", key: key);
        Assert.True(status == 200, list.ToString());
        return list.ToString();
    }

    private async Task<string> StatusAsync(Guid letter) =>
        (string)(await shared.Service.ScalarAsync($"select status from ingestion.dead_letters where id = '{letter}'"))!;
}
