using System.Text.Json;
using Ingestion.Core.Crawls;
using Ingestion.Core.Normalize.Schemas;
using Ingestion.Tests.Persistence;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Normalize.Schemas;

[Trait("Category", "Postgres")]
public sealed class DriftStoreTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>, IAsyncLifetime
{
    private static readonly DriftChange NewField =
        new("$.color", DriftKind.New, 2, null, null, "$[1].color", IsBreaking: false);

    private static readonly DriftChange GoneLikes =
        new("$.likes", DriftKind.Missing, 9, "integer or null", "absent", "$[0].likes", IsBreaking: true);

    public Task InitializeAsync() => pipeline.ExecuteAsync(
        "truncate ingestion.crawl_metadata, ingestion.outbox, ingestion.schema_drift cascade");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Record_AFirstDifference_WritesItsRowAndTheEvent()
    {
        Crawl crawl = await pipeline.SubmitAsync();

        bool isNews = await RecordAsync(crawl, "sd_1", [GoneLikes, NewField]);

        Assert.True(isNews);
        Assert.Equal(2, await pipeline.CountAsync("schema_drift where snapshot_id = 'sd_1' and records = 10"));
        Assert.Equal(1, await pipeline.CountAsync(
            "schema_drift where path = '$.likes' and kind = 'missing' and affected = 9 and found = 'absent' and is_breaking"));
        JsonElement data = await EventAsync();
        Assert.Equal("sd_1", data.GetProperty("snapshot_id").GetString());
        Assert.True(data.GetProperty("is_breaking").GetBoolean());
        Assert.Equal((1, 1, 0), (Count(data, "new"), Count(data, "missing"), Count(data, "retyped")));
        Assert.Equal("$[0].likes", data.GetProperty("changes")[0].GetProperty("example_path").GetString());
    }

    [Fact]
    public async Task Record_TheSameSnapshotAgain_ChangesNothing()
    {
        Crawl crawl = await pipeline.SubmitAsync();
        await RecordAsync(crawl, "sd_1", [NewField]);

        await RecordAsync(crawl, "sd_1", [NewField]);

        Assert.Equal((1, 1), (await pipeline.CountAsync("schema_drift"), await pipeline.CountAsync("outbox")));
    }

    [Fact]
    public async Task Record_AReplayWithoutDifferences_RemovesTheRows()
    {
        Crawl crawl = await pipeline.SubmitAsync();
        await RecordAsync(crawl, "sd_1", [NewField]);

        Assert.False(await RecordAsync(crawl, "sd_1", []));
        Assert.Equal(0, await pipeline.CountAsync("schema_drift"));
    }

    [Fact]
    public async Task Record_AKnownDifferenceOfTheDataset_IsWrittenButNoNews()
    {
        await RecordAsync(await pipeline.SubmitAsync(), "sd_1", [NewField]);
        Crawl next = await pipeline.SubmitAsync();

        Assert.False(await RecordAsync(next, "sd_2", [NewField]));
        Assert.Equal((2, 1), (await pipeline.CountAsync("schema_drift"), await pipeline.CountAsync("outbox")));
    }

    [Fact]
    public async Task Record_AKnownDifferenceThatIsNowBreaking_IsNews()
    {
        await RecordAsync(await pipeline.SubmitAsync(), "sd_1", [GoneLikes with { IsBreaking = false }]);

        Assert.True(await RecordAsync(await pipeline.SubmitAsync(), "sd_2", [GoneLikes]));
    }

    [Fact]
    public async Task Record_ADifferenceSeenLongAgo_IsNewsAgain()
    {
        DateTimeOffset longAgo = pipeline.Clock.GetUtcNow() - TimeSpan.FromDays(8);
        await RecordAsync(await pipeline.SubmitAsync(), "sd_1", [NewField], longAgo);

        Assert.True(await RecordAsync(await pipeline.SubmitAsync(), "sd_2", [NewField]));
    }

    [Fact]
    public async Task Record_WithoutTheCallersCommit_IsNotVisible()
    {
        Crawl crawl = await pipeline.SubmitAsync();

        await RecordAsync(crawl, "sd_1", [NewField], commits: false);

        Assert.Equal((0, 0), (await pipeline.CountAsync("schema_drift"), await pipeline.CountAsync("outbox")));
    }

    private static int Count(JsonElement data, string kind) => data.GetProperty($"{kind}_count").GetInt32();

    private async Task<bool> RecordAsync(
        Crawl crawl, string snapshotId, DriftChange[] changes, DateTimeOffset? at = null, bool commits = true)
    {
        DriftReport report = new() { DatasetId = crawl.Request.DatasetId, SchemaVersion = 1, Records = 10, Changes = changes };
        DriftStore store = new(pipeline.Events, Options.Create(new DriftOptions()));
        await using NpgsqlConnection connection = new(pipeline.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        bool isNews = await store.RecordAsync(
            connection, crawl, snapshotId, report, at ?? pipeline.Clock.GetUtcNow(), CancellationToken.None);
        await (commits ? transaction.CommitAsync() : transaction.RollbackAsync());
        return isNews;
    }

    private async Task<JsonElement> EventAsync()
    {
        string? envelope = await pipeline.Database.ScalarAsync<string>(
            "select envelope::text from ingestion.outbox where topic = 'social-analytics-schema-drift-detected'",
            null,
            CancellationToken.None);
        return JsonDocument.Parse(envelope!).RootElement.GetProperty("data");
    }
}
