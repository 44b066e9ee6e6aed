using System.Text.Json;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

[Trait("Category", "EndToEnd")]
public sealed class DryRunTests(RequestService shared) : IClassFixture<RequestService>
{
    private const string Route = "/api/v1/crawl/trigger";

    private readonly Service service = shared.Service;

    [Theory]
    [InlineData("", true)]
    [InlineData("?dry_run=true", null)]
    [InlineData("?dry_run=true", false)]
    [InlineData("?dry_run=false", true)]
    public async Task Trigger_DryRun_AnswersTheMostAndDoesNothing(string query, bool? inBody)
    {
        long paid = service.Provider.Billing().TriggersAccepted;

        (int status, JsonElement body) = await service.PostAsync(Route + query, Order("dry", dryRun: inBody), "dry-run-key");

        Assert.Equal(200, status);
        Assert.Equal("dry_run", body.GetProperty("status").GetString());
        Assert.Equal(RequestService.DefaultMaxPosts, body.GetProperty("num_of_posts").GetInt32());
        Assert.True(body.GetProperty("num_of_posts_is_default").GetBoolean());
        Assert.Equal(RequestService.DefaultMaxPosts, body.GetProperty("max_records").GetInt32());
        Assert.Equal(0.0105m, body.GetProperty("max_cost_usd").GetDecimal());
        Assert.Equal((50, 0), (body.GetProperty("budget_records").GetInt64(), body.GetProperty("budget_records_used").GetInt64()));
        Assert.Equal(0L, await service.ScalarAsync("select count(*) from ingestion.crawl_metadata where brand = 'dry'"));
        Assert.Equal(paid, service.Provider.Billing().TriggersAccepted);
    }

    [Fact]
    public async Task Trigger_DryRunOverTheBudget_IsRefusedAsTheOrderWouldBe()
    {
        Dictionary<string, object?> order = Order("dry", dryRun: true);
        order["num_of_posts"] = 51;

        (await service.PostAsync(Route, order)).AssertError(402, "BUDGET_EXCEEDED");
    }

    [Theory]
    [InlineData("?dry_run=yes", "dry_run")]
    [InlineData("?dryrun=true", "dryrun")]
    public async Task Trigger_ParameterThatCannotBeMeant_Is400(string query, string field) =>
        (await service.PostAsync(Route + query, Order("dry"))).AssertInvalid(field);

    [Fact]
    public async Task Trigger_MisspelledNumber_IsRefusedAndNothingIsOrdered()
    {
        Dictionary<string, object?> order = Order("typo");
        order["nun_of_posts"] = 1;

        (int, JsonElement Body) answer = await service.PostAsync(Route, order);

        answer.AssertInvalid("nun_of_posts");
        Assert.Contains("did you mean num_of_posts?", answer.Body.ToString(), StringComparison.Ordinal);
        Assert.Equal(0L, await service.ScalarAsync("select count(*) from ingestion.crawl_metadata where brand = 'typo'"));
    }

    [Fact]
    public async Task Trigger_NoNumber_OrdersTheDefaultAndSaysSo()
    {
        long billed = service.Provider.Billing().RecordsBilled;

        (int status, JsonElement body) = await service.PostAsync(Route, Order("capped"));
        JsonElement crawl = await service.ReachesAsync(body.GetProperty("crawl_id").GetString()!, "completed", "failed");

        Assert.True(status is 200 or 202, body.ToString());
        Assert.All([body, crawl.GetProperty("metadata")], shown => Assert.Equal(
            (RequestService.DefaultMaxPosts, true),
            (shown.GetProperty("num_of_posts").GetInt32(), shown.GetProperty("num_of_posts_is_default").GetBoolean())));
        Assert.Equal(billed + RequestService.DefaultMaxPosts, service.Provider.Billing().RecordsBilled);
    }

    [Theory]
    [InlineData("state=completed", null)]
    [InlineData("status=completed", null)]
    [InlineData("state=failed&status=failed", null)]
    [InlineData("state=failed&status=completed", "status")]
    [InlineData("status=done", "status")]
    [InlineData("from=01/12/2024", "from")]
    [InlineData("to=Dec%201%202024", "to")]
    public async Task List_StatusAndDates_MeanWhatTheySay(string query, string? field)
    {
        (int Status, JsonElement Body) answer = await service.GetAsync("/api/v1/crawl?" + query);

        if (field is null)
        {
            string state = query[(query.LastIndexOf('=') + 1)..];
            Assert.Equal(200, answer.Status);
            Assert.All(
                answer.Body.GetProperty("crawls").EnumerateArray(),
                crawl => Assert.Equal(state, crawl.GetProperty("state").GetString()));
        }
        else
        {
            answer.AssertInvalid(field);
        }
    }

    private static Dictionary<string, object?> Order(string brand, bool? dryRun = null)
    {
        Dictionary<string, object?> order = new()
        {
            ["dataset_id"] = "gd_lkaxegm826bjpoo9m5",
            ["url"] = Crawls.PageUrl,
            ["brand"] = brand,
        };
        if (dryRun is not null)
        {
            order["dry_run"] = dryRun;
        }

        return order;
    }
}
