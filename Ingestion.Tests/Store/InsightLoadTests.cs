using Dapper;
using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Store;

[Trait("Category", "Postgres")]
public sealed class InsightLoadTests(LoadDatabase database) : IClassFixture<LoadDatabase>
{
    private const string Table = "account_insights";
    private const string Values = """
        select string_agg(concat_ws('/', handle, metric, insight_date, value, snapshot_id), ',' order by handle, metric, insight_date)
        from ingestion.account_insights where platform = @Platform
        """;

    private const string WrittenSql = """
        select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint
        from pg_stat_xact_user_tables where schemaname = 'ingestion' and relname = 'account_insights'
        """;

    private static readonly DateOnly Day = new(2026, 11, 18);

    [Fact]
    public async Task Load_EveryField_IsInItsColumn()
    {
        LoadInput input = database.Input("sd_insights");

        await database.LoadAsync(input, Records.Profiles(Profile(("reach", 0, 9021))));

        Assert.Equal(
            """(acme,reach,2026-11-18,9021,"2026-11-20 08:00:00+00",sd_insights,"2026-11-21 10:00:00+00","2026-11-21 10:00:00+00")""",
            await database.ValueAsync<string>(input, """
                select row(handle, metric, insight_date, value, observed_at, snapshot_id, created_at, updated_at)::text
                from ingestion.account_insights where platform = @Platform
                """));
    }

    [Fact]
    public async Task Load_SameValuesLater_WritesAndLocksNoRow()
    {
        LoadInput input = database.Input();
        await database.LoadAsync(input, Records.Profiles(Profile(("reach", 0, 5), ("reach", 1, 6), ("views", 0, -1))));
        string before = await database.RowsAsync(input, Table);
        await using SnapshotLoad load = await database.Loader.BeginAsync(input with { SnapshotId = "sd_2" }, CancellationToken.None);
        await load.AddAsync(
            Records.Profiles(Profile(("reach", 0, 5), ("reach", 1, 6), ("views", 0, -1)) with { ObservedAt = Records.Start.AddDays(1) }), CancellationToken.None);
        long written = await WrittenAsync(load);

        await load.MergeAsync(CancellationToken.None);

        Assert.Equal(written, await WrittenAsync(load));
        await load.CommitAsync(CancellationToken.None);
        Assert.Equal(before, await database.RowsAsync(input, Table));
        Assert.Equal(0, await database.ValueAsync<long>(
            input, "select count(*) from ingestion.account_insights where platform = @Platform and xmax <> 0"));
    }

    [Fact]
    public async Task Load_NewerObservation_WritesWhatChangedOnly()
    {
        LoadInput input = database.Input();
        await database.LoadAsync(input, Records.Profiles(Profile(("reach", 0, 5), ("reach", 1, 6))));

        await database.LoadAsync(
            input with { SnapshotId = "sd_2", At = input.At.AddHours(1) },
            Records.Profiles(Profile(("reach", 1, 7), ("reach", 0, 5), ("reach", 2, 8)) with { ObservedAt = Records.Start.AddDays(1) }));

        Assert.Equal(
            "acme/reach/2026-11-18/5/sd_1,acme/reach/2026-11-19/7/sd_2,acme/reach/2026-11-20/8/sd_2",
            await database.ValueAsync<string>(input, Values));
        Assert.Equal(1, await database.ValueAsync<long>(
            input, "select count(*) from ingestion.account_insights where platform = @Platform and updated_at > created_at"));
    }

    [Fact]
    public async Task Load_OlderObservation_OverwritesNothingAndAddsDays()
    {
        LoadInput input = database.Input();
        await database.LoadAsync(input, Records.Profiles(Profile(("reach", 1, 6)) with { ObservedAt = Records.Start.AddDays(1) }));

        await database.LoadAsync(input with { SnapshotId = "sd_older" }, Records.Profiles(Profile(("reach", 0, 5), ("reach", 1, 1))));

        Assert.Equal("acme/reach/2026-11-18/5/sd_older,acme/reach/2026-11-19/6/sd_1", await database.ValueAsync<string>(input, Values));
    }

    [Fact]
    public async Task Load_OneDayTwiceInTheSnapshot_TheLatestCounts()
    {
        LoadInput input = database.Input();

        await database.LoadAsync(
            input,
            Records.Profiles(Profile(("reach", 0, 2)) with { ObservedAt = Records.Start.AddMinutes(1) }, Profile(("reach", 0, 1))),
            Records.Profiles(Profile(("views", 0, 4)), Profile(("views", 0, 3)) with { Place = new RecordPlace(1, 0, 0) }));

        Assert.Equal("acme/reach/2026-11-18/2/sd_1,acme/views/2026-11-18/3/sd_1", await database.ValueAsync<string>(input, Values));
    }

    [Fact]
    public async Task Load_ManyDaysAtOnceFromTwoSides_NoneIsLost()
    {
        LoadInput input = database.Input();
        RecordBatch Batch(int value) => Records.Profiles(Enumerable.Range(0, 300).Select(
            day => Profile(("reach", day, value), ("views", day, value)) with { ObservedAt = Records.Start.AddMinutes(value) }));

        await Task.WhenAll(Enumerable.Range(1, 4).Select(value => Task.Run(() => database.LoadAsync(input, Batch(value)))));

        Assert.Equal("600/4/4", await database.ValueAsync<string>(
            input, "select concat_ws('/', count(*), min(value), max(value)) from ingestion.account_insights where platform = @Platform"));
    }

    [Fact]
    public async Task Load_TwoAccountsOfOneProfile_EachHasItsOwn()
    {
        LoadInput first = database.Input();
        LoadInput second = first with { AccountId = Guid.NewGuid(), SnapshotId = "sd_2" };

        await database.LoadAsync(first, Records.Profiles(Profile(("reach", 0, 5))));
        await database.LoadAsync(second, Records.Profiles(Profile(("reach", 0, 7))));
        await database.LoadAsync(first with { AccountId = null, SnapshotId = "sd_3" }, Records.Profiles(Profile(("reach", 0, 9))));

        Assert.Equal($"{first.AccountId}/5,{second.AccountId}/7", await database.ValueAsync<string>(first, """
            select string_agg(concat_ws('/', account_id, value), ',' order by value) from ingestion.account_insights where platform = @Platform
            """));
    }

    private static CanonicalProfile Profile(params (string Metric, int Day, long Value)[] insights) => Records.Profile("acme") with
    {
        Insights = [.. insights.Select(one => new AccountInsight(one.Metric, Day.AddDays(one.Day), one.Value))],
    };

    private static Task<long> WrittenAsync(SnapshotLoad load) =>
        load.RunAsync(connection => connection.ExecuteScalarAsync<long>(WrittenSql));
}
