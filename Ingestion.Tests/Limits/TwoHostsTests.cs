using System.Text.RegularExpressions;
using Ingestion.Core.Limits;
using Ingestion.Tests.EndToEnd;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Sync;
using Simulators.Platforms;
using Xunit;

namespace Ingestion.Tests.Limits;

/// <summary>Two host processes on one database, with more to read than the day's quota allows. The platform counts.</summary>
[Trait("Category", "EndToEnd")]
public sealed partial class TwoHostsTests : IAsyncLifetime
{
    private const int Accounts = 40;

    // Each sign-in costs one.
    private const int Units = Accounts + 100;
    private const int FirstAccounts = 8;
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(5);
    private static readonly string[] Counted = ["channels.list", "playlistItems.list", "videos.list"];

    private readonly SyncService _sync = new()
    {
        Simulated = new PlatformsOptions { YouTubeUnitsPerDay = Units },
        Settings = [("YouTube__DailyUnits", $"{Units}"), ("Logging__LogLevel__Ingestion.Core.Platforms", "Debug")],
    };

    public Task InitializeAsync() => _sync.InitializeAsync();

    public Task DisposeAsync() => _sync.DisposeAsync();

    [Fact]
    public async Task Quota_TwoHostsAtOnce_IsUsedAndNotOverstepped()
    {
        await using AnotherHost other = await AnotherHost.StartAsync(_sync.Service);
        string[] accounts = await ConnectAsync();
        DateTimeOffset began = TimeProvider.System.GetUtcNow();

        await Task.WhenAll(accounts.Select((account, number) => CollectAsync(number % 2 == 0 ? _sync.Service.Http : other.Http, account)));

        await AssertKeptAsync(began);
    }

    [Fact]
    public async Task Quota_OneOfTwoHostsIsKilled_TheOtherUsesWhatIsLeftAndNoMore()
    {
        string[] accounts = await ConnectAsync();
        await using AnotherHost other = await AnotherHost.StartAsync(_sync.Service);
        await _sync.Service.KillHostAsync();
        DateTimeOffset began = TimeProvider.System.GetUtcNow();

        await Task.WhenAll(accounts[..FirstAccounts].Select(account => CollectAsync(other.Http, account)));
        await Eventually.TrueAsync(() => CallsOf(other.Output) > 0, EndLimit);
        await other.KillAsync();
        await _sync.Service.StartHostAsync();
        await Task.WhenAll(accounts[FirstAccounts..].Select(account => CollectAsync(_sync.Service.Http, account)));

        await AssertKeptAsync(began);
        Assert.True(CallsOf(_sync.Service.Output) > 0);
    }

    private Task<string[]> ConnectAsync() => Task.WhenAll(Enumerable.Range(0, Accounts).Select(_ => _sync.ConnectAsync()));

    /// <summary>By the platform's own count there is no call too many, most of the quota is used, and the rest waits.</summary>
    private async Task AssertKeptAsync(DateTimeOffset began)
    {
        await Eventually.TrueAsync(AllHaveEndedOrWaitAsync, EndLimit, "every sync has ended or waits");
        int calls = Counted.Sum(operation => _sync.Platforms.Calls("youtube", operation));

        Assert.InRange(calls, (Units - Accounts) / 2, Allowed(began));
        Assert.Equal(0L, await _sync.Service.ScalarAsync(
            "select count(*) from ingestion.api_rate_limits where provider = 'youtube' and (state ->> 'Refusals')::int > 0"));
        Assert.True((long)(await _sync.Service.ScalarAsync(
            "select count(*) from ingestion.data_collection_jobs where status = 'waiting' and waiting_until > now()"))! > 0);
    }

    private static async Task CollectAsync(HttpClient host, string accountId)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/api/data/collect/{accountId}");
        request.Headers.Add("Authorization", $"Bearer {SyncService.AcmeKey}");
        using HttpResponseMessage response = await host.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private async Task<bool> AllHaveEndedOrWaitAsync() => (long)(await _sync.Service.ScalarAsync(
        "select count(*) from ingestion.data_collection_jobs where status not in ('completed', 'waiting')"))! == 0;

    /// <summary>Over midnight in California there are two days' units.</summary>
    private static int Allowed(DateTimeOffset began) =>
        CalendarWindow.PacificDay.StartOf(began) == CalendarWindow.PacificDay.StartOf(TimeProvider.System.GetUtcNow()) ? Units : 2 * Units;

    private static int CallsOf(string output) => CallLine().Count(output);

    [GeneratedRegex(@"youtube (channels|playlistItems|videos)\.list was answered 200")]
    private static partial Regex CallLine();
}
