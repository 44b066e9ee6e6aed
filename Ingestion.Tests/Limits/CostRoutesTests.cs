using System.Text.Json;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Limits;

[Trait("Category", "EndToEnd")]
public sealed class CostRoutesTests(AccountService shared) : IClassFixture<AccountService>
{
    private const string Route = "/api/v1/costs";

    [Fact]
    public async Task Costs_OfTheCaller_AreListedByMonthAndNobodyElsesAre()
    {
        await AddAsync("acme", "x", "2026-10-01", 35_000);
        await AddAsync("acme", "youtube", "2026-11-01", 0);
        await AddAsync("globex", "x", "2026-11-01", 1);

        (int status, JsonElement all) = await shared.SendAsync("GET", Route);
        (_, JsonElement october) = await shared.SendAsync("GET", $"{Route}?month=2026-10&platform=X");
        (_, JsonElement first) = await shared.SendAsync("GET", $"{Route}?limit=1");
        (_, JsonElement second) = await shared.SendAsync("GET", $"{Route}?limit=1&cursor={first.Text("next")}");

        Assert.Equal(200, status);
        Assert.Equal(["2026-11-01 youtube", "2026-10-01 x"], Names(all));
        JsonElement x = Assert.Single(october.GetProperty("costs").EnumerateArray());
        Assert.Equal((7, 12, 0.035m), (
            x.GetProperty("calls").GetInt64(), x.GetProperty("units").GetInt64(), x.GetProperty("cost_usd").GetDecimal()));
        Assert.Equal(Names(all), Names(first).Concat(Names(second)));
    }

    [Theory]
    [InlineData("month=2026-13", "month")]
    [InlineData("platform=myspace", "platform")]
    [InlineData("owner=globex", "owner")]
    public async Task Costs_FaultyFilter_Is400WithTheField(string query, string field)
    {
        (int, JsonElement) answer = await shared.SendAsync("GET", $"{Route}?{query}");

        answer.AssertError(400, "VALIDATION_FAILED");
        Assert.True(answer.Item2.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Costs_WithoutAnOwnersKey_Is401() =>
        (await shared.SendAsync("GET", Route, key: null)).AssertError(401, "OWNER_UNKNOWN");

    private static IEnumerable<string> Names(JsonElement list) => list.GetProperty("costs").EnumerateArray()
        .Select(cost => $"{cost.Text("month")} {cost.Text("platform")}");

    private Task<object?> AddAsync(string owner, string platform, string month, long microUsd) => shared.Service.ScalarAsync($"""
        insert into ingestion.platform_costs (owner, platform, month, calls, units, cost_micro_usd, updated_at)
        values ('{owner}', '{platform}', '{month}', 7, 12, {microUsd}, now())
        """);
}
