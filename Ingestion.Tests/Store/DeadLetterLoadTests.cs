using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Store;

[Trait("Category", "Postgres")]
public sealed class DeadLetterLoadTests(LoadDatabase database) : IClassFixture<LoadDatabase>
{
    private const string Statuses = """
        select string_agg(concat_ws('/', record_index, reason, status, replays), ',' order by record_index)
        from ingestion.dead_letters where platform = @Platform
        """;

    [Fact]
    public async Task Load_RejectedRecord_IsQuarantinedAndTheOthersLand()
    {
        LoadInput input = await InputAsync();
        RecordBatch batch = Records.Batch(Records.Post("1"));
        batch.Rejected.Add(Records.Rejected(1));
        batch.ProviderErrors.Add(new ProviderErrorRecord(new RecordPlace(2, 2000, 10), "dead_page", IsEmptyWindow: true));

        LoadCounts counts = await database.LoadAsync(input, batch);

        Assert.Equal(new LoadCounts(1, 0, 0, 1, 1), counts);
        Assert.Equal(3, counts.Received);
        Assert.Equal(
            """(1000,900,MISSING_ID,$.post_id,"expected text, found nothing","\\x7b00ff",1,open,0)""",
            await database.ValueAsync<string>(input, """
                select row(byte_offset, byte_length, reason, field, detail, raw_cut, mapper_version, status, replays)::text
                from ingestion.dead_letters where platform = @Platform
                """));
    }

    [Fact]
    public async Task Load_SameSnapshotAgain_TouchesNothing()
    {
        LoadInput input = await InputAsync();
        await database.LoadAsync(input, Rejects(0, 1));
        string before = await database.RowsAsync(input, "dead_letters");

        LoadCounts counts = await database.LoadAsync(input with { At = input.At.AddHours(1) }, Rejects(0, 1));

        Assert.Equal(2, counts.Quarantined);
        Assert.Equal(before, await database.RowsAsync(input, "dead_letters"));
    }

    [Fact]
    public async Task Load_NewerMapperReadsTheRecord_ClosesItsDeadLetter()
    {
        LoadInput input = await InputAsync();
        await database.LoadAsync(input, Rejects(0, 1, 2, 3));
        RecordBatch better = Rejects(1);
        better.Posts.Add(Records.Post("1", index: 0));
        better.Profiles.Add(Records.Profile("espn", index: 2));
        better.ProviderErrors.Add(new ProviderErrorRecord(new RecordPlace(3, 3000, 10), "dead_page", IsEmptyWindow: true));

        await database.LoadAsync(input with { MapperVersion = 2 }, better);

        Assert.Equal(
            "0/MISSING_ID/replayed/1,1/MISSING_ID/open/1,2/MISSING_ID/replayed/1,3/MISSING_ID/replayed/1",
            await database.ValueAsync<string>(input, Statuses));
    }

    [Fact]
    public async Task Load_RecordFailsAgainAfterItWasUsable_OpensItsDeadLetter()
    {
        LoadInput input = await InputAsync();
        await database.LoadAsync(input, Rejects(0));
        await database.LoadAsync(input with { MapperVersion = 2 }, Records.Batch(Records.Post("1")));

        await database.LoadAsync(input with { MapperVersion = 3 }, Rejects(0));

        Assert.Equal("0/MISSING_ID/open/2", await database.ValueAsync<string>(input, Statuses));
    }

    [Fact]
    public async Task Load_DiscardedDeadLetter_StaysDiscarded()
    {
        LoadInput input = await InputAsync();
        await database.LoadAsync(input, Rejects(0));
        await database.Pipeline.ExecuteAsync(
            "update ingestion.dead_letters set status = 'discarded' where platform = @Platform", new { input.Platform });

        await database.LoadAsync(input with { MapperVersion = 2 }, Rejects(0));

        Assert.Equal("0/MISSING_ID/discarded/1", await database.ValueAsync<string>(input, Statuses));
    }

    [Fact]
    public async Task Load_PathWithANulCharacter_IsStored()
    {
        LoadInput input = await InputAsync();
        RecordBatch batch = new();
        batch.Rejected.Add(Records.Rejected(0) with { Field = "$.a\0b" });

        await database.LoadAsync(input, batch);

        Assert.Equal("$.a\uFFFDb", await database.ValueAsync<string>(input, "select field from ingestion.dead_letters where platform = @Platform"));
    }

    private static RecordBatch Rejects(params long[] indexes)
    {
        RecordBatch batch = new();
        batch.Rejected.AddRange(indexes.Select(index => Records.Rejected(index)));
        return batch;
    }

    private async Task<LoadInput> InputAsync()
    {
        Guid crawlId = (await database.Pipeline.SubmitAsync()).CrawlId;
        return database.Input($"sd_{crawlId:N}") with { CrawlId = crawlId };
    }
}
