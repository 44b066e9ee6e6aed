using System.Text.Json;
using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Reading;
using Ingestion.Core.Normalize.Schemas;
using Ingestion.Core.Store;
using Ingestion.Tests.Normalize;
using Xunit;

namespace Ingestion.Tests.Store;

/// <summary>All real records, loaded: the sums that the files give are the sums that the tables give.</summary>
[Trait("Category", "Postgres")]
public sealed class RealRecordsLoadTests(LoadDatabase database) : IClassFixture<LoadDatabase>
{
    private const string PostsSql = """
        select string_agg(name || '=' || total || '/' || known, ' ' order by name) from (
            select v.name, coalesce(sum(value), 0) as total, count(value) as known
            from ingestion.post_engagement_metrics c, unnest(array['comments', 'likes', 'saves', 'shares', 'views'],
                array[comments, likes, saves, shares, views]) as v (name, value)
            where platform = @Platform group by v.name
            union all
            select 'media', sum(media_count), count(*) from ingestion.social_posts where platform = @Platform) sums
        """;

    private const string ProfilesSql = """
        select string_agg(name || '=' || total || '/' || known, ' ' order by name) from (
            select v.name, coalesce(sum(value), 0) as total, count(value) as known
            from ingestion.follower_metrics c, unnest(array['followers', 'following', 'likes', 'posts'],
                array[followers, following, likes, posts]) as v (name, value)
            where platform = @Platform group by v.name) sums
        """;

    [RealRecordsFact]
    public async Task FacebookPosts_InTheTables_AddUpToTheFile()
    {
        JsonElement records = Read(RealRecords.Facebook);

        LoadInput input = await LoadAsync("gd_lkaxegm826bjpoo9m5", RealRecords.Facebook);

        Assert.Equal(
            [
                Sum("comments", records, "num_comments"), Sum("likes", records, "likes"), Media(records, "attachments"), "saves=0/0",
                Sum("shares", records, "num_shares"), Sum("views", records, "video_view_count"),
            ],
            await TotalsAsync(input, PostsSql));
    }

    [RealRecordsFact]
    public async Task XPosts_InTheTables_AddUpToTheFile()
    {
        JsonElement records = Read(RealRecords.X);

        LoadInput input = await LoadAsync("gd_lwxkxvnf1cynvib9co", RealRecords.X);

        Assert.Equal(
            [
                Sum("comments", records, "replies"), Sum("likes", records, "likes"), Media(records, "photos", "videos"),
                Sum("saves", records, "bookmarks"), Sum("shares", records, "reposts", "quotes"), Sum("views", records, "views"),
            ],
            await TotalsAsync(input, PostsSql));
    }

    [RealRecordsFact]
    public async Task TikTokProfiles_InTheTables_AddUpToTheFile()
    {
        JsonElement records = Read(RealRecords.TikTokProfiles);

        LoadInput input = await LoadAsync("gd_l1villgoiiidt09ci", RealRecords.TikTokProfiles);

        Assert.Equal(
            [
                Sum("followers", records, "followers"), Sum("following", records, "following"), Sum("likes", records, "likes"),
                Sum("posts", records, "videos_count"),
            ],
            await TotalsAsync(input, ProfilesSql));
    }

    private static JsonElement Read(string name) => JsonElement.Parse(RealRecords.Read(name));

    private async Task<LoadInput> LoadAsync(string datasetId, string name)
    {
        LoadInput input = database.Input() with { DatasetId = datasetId };
        DatasetMapper mapper = DatasetMappers.Find(datasetId)!;
        SnapshotRecords records = new(
            mapper, DriftEvaluator.TallyFor(mapper, SchemaRegistry.Find(datasetId)!), new RecordLimits(), LoadDatabase.At);
        await using SnapshotLoad load = await database.Loader.BeginAsync(input, CancellationToken.None);
        using MemoryStream raw = new(RealRecords.Read(name));
        await foreach (RecordBatch batch in records.ReadAsync(raw, CancellationToken.None))
        {
            await load.AddAsync(batch, CancellationToken.None);
        }

        await load.MergeAsync(CancellationToken.None);
        await load.CommitAsync(CancellationToken.None);
        return input;
    }

    private async Task<string[]> TotalsAsync(LoadInput input, string sql) => (await database.ValueAsync<string>(input, sql))!.Split(' ');

    /// <summary>`name=sum/records that have a number`, over one field or the sum of several.</summary>
    private static string Sum(string name, JsonElement records, params string[] fields)
    {
        long[][] known = [.. records.EnumerateArray().Select(record => fields.Select(field => record.GetProperty(field))
            .Where(value => value.ValueKind == JsonValueKind.Number).Select(value => value.GetInt64()).ToArray())];
        return $"{name}={known.Sum(values => values.Sum())}/{known.Count(values => values.Length > 0)}";
    }

    private static string Media(JsonElement records, params string[] fields) =>
        $"media={records.EnumerateArray().Sum(record => fields.Sum(field => Length(record.GetProperty(field))))}/{records.GetArrayLength()}";

    private static int Length(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : 0;
}
