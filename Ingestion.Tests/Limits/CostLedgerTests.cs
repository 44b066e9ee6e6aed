using Ingestion.Core.Limits;
using Ingestion.Core.Platforms.X;
using Xunit;
using static Ingestion.Tests.Limits.Declared;

namespace Ingestion.Tests.Limits;

[Trait("Category", "Postgres")]
public sealed class CostLedgerTests : IAsyncLifetime
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
    public async Task YouTube_Units_AreSummedByOwnerAndMonth()
    {
        LimitGate host = Host(Rules(YouTube()));
        await CallAsync(host, Videos("acme", units: 3));
        await CallAsync(host, Videos("acme"));
        await CallAsync(host, Videos("globex"), new LimitReport());
        await host.DisposeAsync();
        await database.AdvanceAsync(TimeSpan.FromDays(10));
        LimitGate later = Host(Rules(YouTube()));
        await CallAsync(later, Videos("acme"));
        await later.DisposeAsync();

        Assert.Equal(
            [
                "acme 2026-11-01: 2 calls, 4 units, 0",
                "acme 2026-12-01: 1 calls, 1 units, 0",
                "globex 2026-11-01: 1 calls, 1 units, 0",
            ],
            await database.CostsAsync("youtube"));
    }

    [Fact]
    public async Task X_Resource_IsBilledOnceADay()
    {
        LimitRules rules = Rules(X());
        LimitGate host = Host(rules);
        await CallAsync(host, Posts(), Billed(1, 2, 3));
        await CallAsync(Host(rules), Posts(), Billed(2, 3, 4, 4));
        await CallAsync(host, Call("x", XLimits.MeEndpoint), new LimitReport { StatusCode = 200, Billed = [new(XLimits.UserKind, "1")] });
        await database.AdvanceAsync(TimeSpan.FromHours(14));
        await CallAsync(host, Posts(), Billed(1));

        // Four posts and a user on the first day, and one of the posts again on the second.
        Assert.Equal(["acme 2026-11-01: 4 calls, 6 units, 35000"], await database.CostsAsync("x"));
    }

    [Fact]
    public async Task X_Money_IsThatOfTheSyncWhichReadTheResourceFirst()
    {
        Guid[] jobs = [JobId, Guid.NewGuid(), Guid.NewGuid()];
        await database.ExecuteAsync(
            """
            insert into ingestion.data_collection_jobs (
                job_id, account_id, owner, platform, source, kind, day, status, stage, created_at, updated_at)
            select j, gen_random_uuid(), 'acme', 'x', 'platform', 'manual', current_date, 'running', 'posts', now(), now() from unnest(@jobs) j
            """,
            new { jobs });
        LimitGate host = Host(Rules(X()));
        await CallAsync(host, Posts(), Billed(1, 2, 3));
        await CallAsync(host, Posts() with { JobId = jobs[1] }, Billed(2, 3));
        await CallAsync(host, Posts() with { JobId = jobs[2] }, Billed(3, 4));
        await CallAsync(host, Posts(), Billed(5));

        Assert.Equal(
            [20_000L, 0L, 5_000L],
            await database.ReadAsync(
                "select cost_micro_usd from ingestion.data_collection_jobs order by array_position(@jobs, job_id)", new { jobs }, row => row.GetInt64(0)));
    }

    [Fact]
    public async Task X_ResourcesOfOtherDays_AreForgotten()
    {
        LimitRules rules = Rules(X());
        await CallAsync(Host(rules), Posts(), Billed(1, 2, 3));
        await database.AdvanceAsync(TimeSpan.FromDays(3));
        await CallAsync(Host(rules), Posts(), Billed(4));

        Assert.Equal(1, await database.CountAsync("billed_resources"));
    }

    [Fact]
    public async Task Cap_OfAnOwner_ClosesForThatOwnerUntilItsMonthEnds()
    {
        LimitRules rules = Rules(X(), Caps(usd: "*/x=9;acme/x=0.02"));
        LimitedCall small = Posts() with { Units = 1 };
        LimitGate host = Host(rules);
        for (int post = 0; post < 2; post++)
        {
            await CallAsync(host, small, Billed(post));
        }

        LimitDecision last = await CallAsync(host, small, Billed(1));
        LimitDecision closed = await CallAsync(Host(rules), small with { Units = 3 }, Billed(9));
        LimitDecision others = await host.AskAsync(small with { Owner = "globex" }, default);

        Assert.True(last.IsOpen);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), closed.ClosedUntil);
        Assert.Equal(
            "x owner acme: monthly cost cap, in millionths of a US dollar: 10000 of 20000 are taken, and this call needs 30000",
            closed.Reason);
        Assert.True(others.IsOpen);
    }

    [Fact]
    public async Task Cap_SetInTheMiddleOfAMonth_CountsWhatWasUsedBefore()
    {
        LimitGate before = Host(Rules(YouTube()));
        await CallAsync(before, Videos(units: 90));
        await before.DisposeAsync();

        LimitGate host = Host(Rules(YouTube(), Caps(units: "youtube=100")));
        int open = await OpenAsync(host, Videos("globex", units: 4), 5);

        Assert.Equal(2, open);
    }

    [Fact]
    public async Task Cap_OfAKilledHost_ComesBack()
    {
        LimitRules rules = Rules(YouTube(), Caps(units: "*/youtube=10"));
        await OpenAsync(Host(rules), Videos(units: 10), 1);
        LimitGate other = Host(rules);
        int whileHeld = await OpenAsync(other, Videos(units: 10), 1);

        await database.SetClockAsync(database.Time.GetUtcNow() + LimitState.HoldFor);

        Assert.Equal((0, 1), (whileHeld, await OpenAsync(other, Videos(units: 10), 1)));
    }

    private static LimitedCall Posts() => Call("x", XLimits.PostsEndpoint, units: 100);

    private static LimitReport Billed(params int[] ids) => new()
    {
        StatusCode = 200,
        Billed = [.. ids.Select(id => new BilledResource(XLimits.PostKind, $"{id}"))],
    };

    private LimitGate Host(LimitRules rules)
    {
        LimitGate host = Declared.Host(database.Ledger(), rules, database.Time);
        hosts.Add(host);
        return host;
    }
}
