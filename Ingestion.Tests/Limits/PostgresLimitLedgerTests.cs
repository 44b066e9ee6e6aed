using Ingestion.Core.Errors;
using Ingestion.Core.Limits;
using Ingestion.Core.Persistence;
using Ingestion.Core.Platforms.X;
using Npgsql;
using Xunit;
using static Ingestion.Tests.Limits.Declared;

namespace Ingestion.Tests.Limits;

[Trait("Category", "Postgres")]
public sealed class PostgresLimitLedgerTests : IAsyncLifetime
{
    private readonly LimitDatabase database = new();
    private readonly List<LimitGate> hosts = [];

    public Task InitializeAsync() => database.InitializeAsync();

    public async Task DisposeAsync()
    {
        foreach (LimitGate host in hosts)
        {
            await host.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    [Fact]
    public async Task Storm_SixHostsAtOnce_LetThroughExactlyWhatFits()
    {
        LimitRules rules = Rules(YouTube(units: 500));

        int[] open = await Task.WhenAll(Enumerable.Range(0, 6).Select(index => Task.Run(async () =>
        {
            LimitGate host = Host(rules);
            int calls = 0;
            for (int call = 0; call < 150; call++)
            {
                calls += (await CallAsync(host, Videos($"owner {index}"))).IsOpen ? 1 : 0;
            }

            await host.DisposeAsync();
            return calls;
        })));

        Assert.InRange(open.Sum(), 490, 500);
        Assert.Equal(500 - open.Sum(), await OpenAsync(Host(rules), Videos(), 20));
    }

    [Fact]
    public async Task State_SurvivesTheHost_AndEndsWithTheWindow()
    {
        LimitRules rules = Rules(YouTube(units: 5));
        LimitGate first = Host(rules);
        await OpenAsync(first, Videos(), 5);
        await first.DisposeAsync();

        LimitDecision closed = await Host(rules).AskAsync(Videos(), default);
        await database.AdvanceAsync(closed.ClosedUntil!.Value - database.Time.GetUtcNow());

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero), closed.ClosedUntil);
        Assert.Equal(5, await OpenAsync(Host(rules), Videos(), 9));
    }

    [Theory]
    [InlineData(86_400)]
    [InlineData(-86_400)]
    public async Task Clock_OfAHostIsSet_OpensNothing(int seconds)
    {
        LimitRules rules = Rules(YouTube(units: 40));
        HostClock clock = new(database.Time) { Error = TimeSpan.FromSeconds(seconds) };
        LimitGate wrong = Declared.Host(database.Ledger(), rules, clock);
        hosts.Add(wrong);

        int open = await OpenAsync(Host(rules), Videos(), 30);
        open += await OpenAsync(wrong, Videos(), 30);
        clock.Error = TimeSpan.Zero;
        open += await OpenAsync(wrong, Videos(), 30);

        Assert.Equal(40, open);
    }

    [Fact]
    public async Task Clock_OfTheDatabaseIsPutBackOverMidnight_ForgetsNothing()
    {
        LimitRules rules = Rules(YouTube(units: 5));
        DateTimeOffset midnight = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
        await database.SetClockAsync(midnight.AddMinutes(1));
        LimitGate host = Host(rules);
        for (int call = 0; call < 5; call++)
        {
            await CallAsync(host, Videos());
        }

        await host.DisposeAsync();
        await database.SetClockAsync(midnight.AddMinutes(-2));
        int before = await OpenAsync(Host(rules), Videos(), 1);
        await database.SetClockAsync(midnight.AddMinutes(2));

        Assert.Equal((0, 0), (before, await OpenAsync(Host(rules), Videos(), 1)));
    }

    [Fact]
    public async Task Refusal_IsKnownToOtherHosts_AndKeptInTheTable()
    {
        LimitRules rules = Rules(TikTok());
        LimitedCall call = Call("tiktok", "video/list");
        await CallAsync(Host(rules), call, Refused(retryAfter: TimeSpan.FromMinutes(5)));

        LimitDecision closed = await Host(rules).AskAsync(call, default);

        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 5, 0, TimeSpan.Zero), closed.ClosedUntil);
        Assert.Equal("TikTok wants fewer calls to this endpoint", closed.Reason);
        Assert.Equal(1, await database.CountAsync(
            "api_rate_limits where provider = 'tiktok' and limit_key = 'video/list' and retry_at = '2026-11-21T10:05:00Z'"));
    }

    [Fact]
    public async Task Refusal_OfTheDay_IsKeptInTheTableAndOpensForEveryHostAtMidnightInCalifornia()
    {
        LimitRules rules = Rules(YouTube());
        await CallAsync(Host(rules), Videos(), Refused("quotaExceeded"));

        bool isOpenBefore = (await Host(rules).AskAsync(Videos(), default)).IsOpen;
        long rows = await database.CountAsync(
            "api_rate_limits where provider = 'youtube' and limit_key = 'day' and retry_at = '2026-11-22T08:00:00Z'");
        await database.AdvanceAsync(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero) - database.Time.GetUtcNow());

        Assert.Equal((false, 1), (isOpenBefore, rows));
        Assert.True((await Host(rules).AskAsync(Videos(), default)).IsOpen);
    }

    [Fact]
    public async Task Limits_ThatSayNothing_HaveNoRow()
    {
        LimitGate host = Host(Rules(YouTube()));
        await CallAsync(host, Videos());
        await host.DisposeAsync();

        Assert.Equal(1, await database.CountAsync("api_rate_limits where provider = 'youtube'"));
    }

    [Fact]
    public async Task Row_Deleted_IsMadeAnew()
    {
        LimitRules rules = Rules(X());
        LimitGate host = Host(rules);
        await CallAsync(host, Call("x", XLimits.MeEndpoint));
        await database.ExecuteAsync("delete from ingestion.api_rate_limits where account_id is not null");

        await host.DisposeAsync();

        Assert.True((await Host(rules).AskAsync(Call("x", XLimits.MeEndpoint), default)).IsOpen);
        Assert.Equal(1, await database.CountAsync("api_rate_limits where account_id = '11111111-1111-4111-8111-111111111111'"));
    }

    [Fact]
    public async Task Ledger_DatabaseAway_IsTransient()
    {
        await using NpgsqlDataSource nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=x;Timeout=2");
        LimitGate host = Declared.Host(new PostgresLimitLedger(new Database(nowhere)), Rules(YouTube()), database.Time);
        hosts.Add(host);

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => host.AskAsync(Videos(), default));
    }

    private LimitGate Host(LimitRules rules)
    {
        LimitGate host = Declared.Host(database.Ledger(), rules, database.Time);
        hosts.Add(host);
        return host;
    }
}
