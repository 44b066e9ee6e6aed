using System.Text.Json;
using Simulators.BrightData.Admin;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>The limits that we set ourselves: slots and budget.</summary>
[Trait("Category", "EndToEnd")]
public sealed class LimitTests(FrugalService shared) : IClassFixture<FrugalService>
{
    private readonly Service _service = shared.Service;
    private readonly int _before = shared.Service.Provider.Billing().Snapshots.Count;

    [Fact]
    public async Task Slots_OneForThreeCrawls_OneAfterTheOtherInOrder()
    {
        string[] crawls = [await TriggerStuckAsync(), await TriggerStuckAsync(), await TriggerStuckAsync()];

        for (int i = 0; i < crawls.Length; i++)
        {
            await _service.ReachesAsync(crawls[i], "polling");
            foreach (string waiting in crawls[(i + 1)..])
            {
                Assert.Equal("queued", (await _service.StatusAsync(waiting)).GetProperty("state").GetString());
            }

            BilledSnapshot current = Assert.Single(_service.Provider.Billing().Snapshots.Skip(_before + i));
            Assert.True(_service.Provider.Finish(current.SnapshotId));
            await _service.ReachesAsync(crawls[i], "completed");
        }
    }

    [Fact]
    public async Task Budget_UsedUp_Is402AndNothingIsPaid()
    {
        (int first, JsonElement _) = await OrderAsync("thrifty", 60);
        (int, JsonElement) second = await OrderAsync("thrifty", 41);
        (int third, JsonElement _) = await OrderAsync("thrifty", 40);

        second.AssertError(402, "BUDGET_EXCEEDED");
        Assert.Equal(JsonValueKind.Null, second.Item2.GetProperty("crawl_id").ValueKind);
        Assert.Equal([true, true], new[] { first, third }.Select(code => code is 200 or 202));
        JsonElement crawls = (await _service.GetAsync("/api/v1/crawl?brand=thrifty")).Body.GetProperty("crawls");
        Assert.Equal(2, crawls.GetArrayLength());
        foreach (JsonElement crawl in crawls.EnumerateArray())
        {
            await _service.ReachesAsync(crawl.GetProperty("crawl_id").GetString()!, "completed");
        }

        Assert.Equal(2, _service.Provider.Billing().Snapshots.Count - _before);
    }

    private Task<string> TriggerStuckAsync() => _service.TriggerAsync(Crawls.PageUrl + "?sim=stuck");

    private Task<(int StatusCode, JsonElement Body)> OrderAsync(string brand, int posts)
    {
        Dictionary<string, object?> order = Crawls.Order(posts);
        order["brand"] = brand;
        return _service.PostAsync("/api/v1/crawl/trigger", order);
    }
}
