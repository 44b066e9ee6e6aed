using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Store;

/// <summary>A migrated database, and loads into it. Each test takes a platform of its own, so that none sees another's rows.</summary>
public sealed class LoadDatabase : IAsyncLifetime
{
    internal static readonly DateTimeOffset At = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private static readonly PostLabels NoLabels = new(null, null, null, null);

    private int platforms;

    internal PipelineDatabase Pipeline { get; } = new();

    internal SnapshotLoader Loader => new(Pipeline.Database);

    public Task InitializeAsync() => Pipeline.InitializeAsync();

    public Task DisposeAsync() => Pipeline.DisposeAsync();

    internal LoadInput Input(string snapshotId = "sd_1") => new()
    {
        SnapshotId = snapshotId,
        CrawlId = Guid.Parse("11111111-2222-3333-4444-555555555555"),
        AccountId = Guid.NewGuid(),
        DatasetId = PipelineDatabase.DatasetId,
        Platform = $"platform{Interlocked.Increment(ref platforms)}",
        MapperVersion = 1,
        Labels = NoLabels,
        At = At,
    };

    internal async Task<LoadCounts> LoadAsync(LoadInput input, params RecordBatch[] batches)
    {
        await using SnapshotLoad load = await Loader.BeginAsync(input, CancellationToken.None);
        foreach (RecordBatch batch in batches)
        {
            await load.AddAsync(batch, CancellationToken.None);
        }

        LoadCounts counts = await load.MergeAsync(CancellationToken.None);
        await load.CommitAsync(CancellationToken.None);
        return counts;
    }

    internal async Task<T?> ValueAsync<T>(LoadInput input, string sql) =>
        await Pipeline.Database.ScalarAsync<T>(sql, new { input.Platform, input.SnapshotId }, CancellationToken.None);

    /// <summary>The rows as text, with their physical place: equal ones were not touched.</summary>
    internal async Task<string> RowsAsync(LoadInput input, string table) =>
        await ValueAsync<string>(
            input, $"select string_agg(t.ctid::text || t::text, '|' order by t.*) from ingestion.{table} t where platform = @Platform") ?? "";
}
