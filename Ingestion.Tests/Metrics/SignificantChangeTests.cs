using System.Globalization;
using System.Text.Json;
using Ingestion.Tests.Normalize;
using Ingestion.Tests.Privacy;
using Xunit;

namespace Ingestion.Tests.Metrics;

[Trait("Category", "Postgres")]
public sealed class SignificantChangeTests(PrivacyHost host) : IClassFixture<PrivacyHost>
{
    [Fact]
    public async Task Load_FollowersChangeByMoreThanFivePercent_IsToldOncePerDay()
    {
        Guid account = await host.ConnectAsync("grow-id", "grow");
        await LoadDayAsync("grow", followers: 1000, likes: 10);
        await LoadDayAsync("grow", followers: 1050, likes: 10);
        Assert.Empty(await EventsAsync(account));

        Guid crawl = await LoadDayAsync("grow", followers: 1110, likes: 10);
        await host.NormalizeAsync(crawl);
        await LoadAsync("grow", followers: 2000, likes: 10);

        JsonElement change = Assert.Single(await EventsAsync(account)).GetProperty("data");
        Assert.Equal(("acme", "grow", 1110L, 1050L, 5.71m), (
            change.GetProperty("owner").GetString(), change.GetProperty("handle").GetString(), change.GetProperty("followers").GetInt64(),
            change.GetProperty("followers_before").GetInt64(), change.GetProperty("follower_growth_rate").GetDecimal()));
    }

    [Fact]
    public async Task Load_EngagementChangesByMoreThanTwoPoints_IsTold()
    {
        Guid account = await host.ConnectAsync("engaged-id", handle: null);
        await LoadDayAsync("engaged", followers: 1000, likes: 10, profileId: "engaged-id");
        await LoadDayAsync("engaged", followers: 1000, likes: 29, profileId: "engaged-id");
        Assert.Empty(await EventsAsync(account));

        await LoadDayAsync("engaged", followers: 1000, likes: 60, profileId: "engaged-id");

        JsonElement change = Assert.Single(await EventsAsync(account)).GetProperty("data");
        Assert.Equal(3.1m, change.GetProperty("engagement_change").GetDecimal());
        Assert.Equal(0, change.GetProperty("follower_growth_rate").GetDecimal());
    }

    [Fact]
    public async Task Load_ProfileThatNobodyConnected_IsNotTold()
    {
        await LoadDayAsync("stranger", followers: 10, likes: 1);
        await LoadDayAsync("stranger", followers: 10_000, likes: 1);

        Assert.Equal(0, await host.CountAsync("outbox where envelope::text like '%stranger%' and event_type = 'metrics-significant-change'"));
    }

    private Task<Guid> LoadDayAsync(string handle, int followers, int likes, string profileId = "p")
    {
        host.Clock.Advance(TimeSpan.FromDays(1));
        return LoadAsync(handle, followers, likes, profileId);
    }

    private Task<Guid> LoadAsync(string handle, int followers, int likes, string profileId = "p")
    {
        string post = PrivacyHost.Post($"{handle}-1", handle, profileId, "x");
        foreach ((string field, int value) in new[]
        {
            ("profile_followers", followers), ("digg_count", likes), ("comment_count", 0), ("num_share_count", 0),
        })
        {
            post = SampleRecords.With(post, field, value.ToString(CultureInfo.InvariantCulture));
        }

        return host.LoadAsync(SampleRecords.With(post, "share_count", "\"0\""));
    }

    private async Task<IReadOnlyList<JsonElement>> EventsAsync(Guid account) => await host.Database.ReadAsync(
        "select envelope::text from ingestion.outbox where aggregate_id = @account and event_type = 'metrics-significant-change'",
        new { account },
        row => JsonDocument.Parse(row.GetString(0)).RootElement,
        default);
}
