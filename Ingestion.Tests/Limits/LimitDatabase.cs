using System.Data.Common;
using Ingestion.Core.Limits;
using Ingestion.Core.Persistence;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Persistence;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Limits;

/// <summary>
/// A migrated database whose clock the test moves: its sessions look for <c>clock_timestamp</c> in a schema of the test before they look
/// where PostgreSQL has it.
/// </summary>
public sealed class LimitDatabase : IAsyncLifetime
{
    private readonly PipelineDatabase pipeline = new();
    private readonly List<NpgsqlDataSource> sources = [];

    internal ManualTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));

    internal string ConnectionString => new NpgsqlConnectionStringBuilder(pipeline.ConnectionString)
    {
        SearchPath = "test_clock,pg_catalog",
    }.ConnectionString;

    public async Task InitializeAsync()
    {
        await pipeline.InitializeAsync();
        await pipeline.ExecuteAsync("""
            create schema test_clock;
            create table test_clock.moment (at timestamptz not null);
            insert into test_clock.moment values (now());
            create function test_clock.clock_timestamp() returns timestamptz language sql volatile as 'select at from test_clock.moment'
            """);
        await SetClockAsync(Time.GetUtcNow());
    }

    public async Task DisposeAsync()
    {
        foreach (NpgsqlDataSource source in sources)
        {
            await source.DisposeAsync();
        }

        await pipeline.DisposeAsync();
    }

    /// <summary>A host's own ledger, with connections of its own.</summary>
    internal PostgresLimitLedger Ledger()
    {
        sources.Add(NpgsqlDataSource.Create(ConnectionString));
        return new PostgresLimitLedger(new Database(sources[^1]));
    }

    /// <summary>Moves the hosts' clock and the database's.</summary>
    internal async Task AdvanceAsync(TimeSpan by)
    {
        await SetClockAsync(Time.GetUtcNow() + by);
        Time.Advance(by);
    }

    internal Task SetClockAsync(DateTimeOffset at) => ExecuteAsync("update test_clock.moment set at = @at", new { at });

    internal Task<int> ExecuteAsync(string sql, object? parameters = null) => pipeline.ExecuteAsync(sql, parameters);

    internal Task<long> CountAsync(string tableAndCondition) => pipeline.CountAsync(tableAndCondition);

    internal Task<IReadOnlyList<T>> ReadAsync<T>(string sql, object parameters, Func<DbDataReader, T> read) =>
        pipeline.Database.ReadAsync(sql, parameters, read, default);

    internal Task<IReadOnlyList<string>> CostsAsync(string platform) => ReadAsync(
        """
        select format('%s %s: %s calls, %s units, %s', owner, month, calls, units, cost_micro_usd)
        from ingestion.platform_costs where platform = @platform order by owner, month
        """,
        new { platform },
        row => row.GetString(0));
}
