using Ingestion.Core.Errors;
using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Store;

[Trait("Category", "Postgres")]
public sealed class LoadFailureTests(LoadDatabase database) : IClassFixture<LoadDatabase>
{
    private const string CountSql = "select count(*) from ingestion.social_posts where platform = @Platform";

    public static TheoryData<string> Moments => new("begun", "copying", "flushed", "merged");

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Dispose_WithoutCommit_LeavesNothing(string moment)
    {
        LoadInput input = database.Input();

        await using (await StartAsync(input, moment))
        {
        }

        Assert.Equal(0, await database.ValueAsync<long>(input, CountSql));
        Assert.Equal(3, (await database.LoadAsync(input, Batch())).Stored);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Load_ConnectionIsTerminated_IsTransientAndTheRetryIsRight(string moment)
    {
        LoadInput input = database.Input();
        await using (SnapshotLoad load = await StartAsync(input, moment))
        {
            await TerminateAsync();

            await Assert.ThrowsAsync<DatabaseUnavailableException>(() => FinishAsync(load, moment));
        }

        Assert.Equal(0, await database.ValueAsync<long>(input, CountSql));
        Assert.Equal(3, (await database.LoadAsync(input, Batch())).Stored);
    }

    [Fact]
    public async Task Add_ConnectionIsTerminatedWhileRowsAreSent_IsTransientAndTheRetryIsRight()
    {
        LoadInput input = database.Input();

        await Assert.ThrowsAsync<DatabaseUnavailableException>(async () =>
        {
            await using SnapshotLoad load = await StartAsync(input, "copying");
            await TerminateAsync();
            RecordBatch many = Records.Batch([.. Enumerable.Range(0, 1000).Select(number => Records.Post($"more{number}", index: number))]);
            for (int batch = 0; batch < 1000; batch++)
            {
                await load.AddAsync(many, CancellationToken.None);
            }
        });

        Assert.Equal(0, await database.ValueAsync<long>(input, CountSql));
        Assert.Equal(3, (await database.LoadAsync(input, Batch())).Stored);
    }

    [Fact]
    public async Task Run_StatementOfTheCaller_BecomesVisibleWithTheRows()
    {
        LoadInput input = database.Input();
        await using SnapshotLoad load = await StartAsync(input, "merged");

        int rows = await load.RunAsync(async connection =>
        {
            await using NpgsqlCommand command = new(
                $"update ingestion.social_posts set category = 'seen' where platform = '{input.Platform}'", connection);
            return await command.ExecuteNonQueryAsync();
        });

        Assert.Equal(3, rows);
        Assert.Equal(0, await database.ValueAsync<long>(input, CountSql));
        await load.CommitAsync(CancellationToken.None);
        Assert.Equal(3, await database.ValueAsync<long>(input, CountSql + " and category = 'seen'"));
    }

    [Fact]
    public async Task Load_Cancelled_LeavesNothing()
    {
        LoadInput input = database.Input();
        using CancellationTokenSource cancelled = new();
        await using SnapshotLoad load = await StartAsync(input, "copying");
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load.MergeAsync(cancelled.Token));
    }

    private static RecordBatch Batch()
    {
        RecordBatch batch = Records.Batch(Records.Post("1"), Records.Post("2", index: 1), Records.Post("3", index: 2));
        batch.Authors.Add(Records.Profile("espn", followers: 5));
        return batch;
    }

    private async Task<SnapshotLoad> StartAsync(LoadInput input, string moment)
    {
        SnapshotLoad load = await database.Loader.BeginAsync(input, CancellationToken.None);
        if (moment != "begun")
        {
            await load.AddAsync(Batch(), CancellationToken.None);
        }

        if (moment == "flushed")
        {
            await load.AddAsync(
                Records.Authors(Enumerable.Range(0, 10_000).Select(number => Records.Profile($"author{number}"))), CancellationToken.None);
        }

        if (moment == "merged")
        {
            await load.MergeAsync(CancellationToken.None);
        }

        return load;
    }

    private static async Task FinishAsync(SnapshotLoad load, string moment)
    {
        if (moment != "merged")
        {
            await load.MergeAsync(CancellationToken.None);
        }

        await load.CommitAsync(CancellationToken.None);
    }

    private Task<int> TerminateAsync() => database.Pipeline.ExecuteAsync("""
        select pg_terminate_backend(pid, 180000) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
        """);
}
