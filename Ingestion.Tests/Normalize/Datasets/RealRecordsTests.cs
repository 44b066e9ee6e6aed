using System.Text.Json;
using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

/// <summary>All real records: the sums that the files give are the sums of what the mappers make of them.</summary>
[Trait("Category", "Unit")]
public sealed class RealRecordsTests
{
    [RealRecordsFact]
    public async Task FacebookPosts_Counts_AddUpToTheFile()
    {
        var (records, file) = await ReadAsync("gd_lkaxegm826bjpoo9m5", RealRecords.Facebook);

        Assert.Equal((1000, 0), (file.Posts.Count, file.Rejected.Count));
        Assert.Equal(Ids(records, "post_id"), file.Posts.Select(post => post.PostId));
        Assert.Equal(Sum(records, "likes"), Sum(file, counts => counts.Likes));
        Assert.Equal(Sum(records, "num_comments"), Sum(file, counts => counts.Comments));
        Assert.Equal(Sum(records, "num_shares"), Sum(file, counts => counts.Shares));
        Assert.Equal(Sum(records, "video_view_count"), Sum(file, counts => counts.Views));
        Assert.Equal(Elements(records, "attachments"), file.Posts.Sum(post => post.Media.Count));
    }

    [RealRecordsFact]
    public async Task FacebookPosts_Texts_AreExact()
    {
        var (records, file) = await ReadAsync("gd_lkaxegm826bjpoo9m5", RealRecords.Facebook);

        Assert.Equal(records.Select(record => record.GetProperty("content").GetString()), file.Posts.Select(post => post.Text));
        Assert.Equal(
            records.Select(record => record.GetProperty("date_posted").GetDateTimeOffset()),
            file.Posts.Select(post => post.PublishedAt!.Value));
        Assert.Equal(Tags(records), Tags(file, records));
        Assert.Equal(8, file.Posts.Count(post => post.Author.Followers is null)); // taken over from other pages
    }

    [RealRecordsFact]
    public async Task XPosts_Counts_AddUpToTheFile()
    {
        var (records, file) = await ReadAsync("gd_lwxkxvnf1cynvib9co", RealRecords.X);

        Assert.Equal((600, 0), (file.Posts.Count, file.Rejected.Count));
        Assert.Equal(Ids(records, "id"), file.Posts.Select(post => post.PostId));
        Assert.Equal(Sum(records, "likes"), Sum(file, counts => counts.Likes));
        Assert.Equal(Sum(records, "replies"), Sum(file, counts => counts.Comments));
        Assert.Equal(Sum(records, "reposts").Sum + Sum(records, "quotes").Sum, Sum(file, counts => counts.Shares).Sum);
        Assert.Equal(Sum(records, "views"), Sum(file, counts => counts.Views));
        Assert.Equal(Sum(records, "bookmarks"), Sum(file, counts => counts.Saves));
        Assert.Equal(Elements(records, "photos") + Elements(records, "videos"), file.Posts.Sum(post => post.Media.Count));
        Assert.Equal(Tags(records), Tags(file, records));
    }

    [RealRecordsFact]
    public async Task TikTokProfiles_Counts_AddUpToTheFile()
    {
        var (records, file) = await ReadAsync("gd_l1villgoiiidt09ci", RealRecords.TikTokProfiles);

        Assert.Equal((600, 0), (file.Profiles.Count, file.Rejected.Count));
        Assert.Equal(Ids(records, "id"), file.Profiles.Select(profile => profile.ProfileId));
        Assert.Equal(Sum(records, "followers").Sum, file.Profiles.Sum(profile => profile.Followers));
        Assert.Equal(Sum(records, "following").Sum, file.Profiles.Sum(profile => profile.Following));
        Assert.Equal(Sum(records, "likes").Sum, file.Profiles.Sum(profile => profile.Likes));
        Assert.Equal(Sum(records, "videos_count").Sum, file.Profiles.Sum(profile => profile.Posts));
        Assert.Equal(600, file.Profiles.Select(profile => profile.Handle).Distinct().Count());
        Assert.DoesNotContain(file.Profiles, profile => profile.Handle.Contains('█', StringComparison.Ordinal));
    }

    private static async Task<(List<JsonElement> Records, NormalizedFile File)> ReadAsync(string dataset, string name)
    {
        var bytes = RealRecords.Read(name);
        using var json = JsonDocument.Parse(bytes);
        var file = await Normalizing.ReadAsync(dataset, bytes);
        foreach (var (place, record) in file.Posts.Select(post => post.Place)
            .Concat(file.Profiles.Select(profile => profile.Place)).Zip(json.RootElement.EnumerateArray()))
        {
            Assert.Equal(record.GetRawText(), System.Text.Encoding.UTF8.GetString(
                bytes, (int)place.ByteOffset, (int)place.ByteLength));
        }

        return ([.. json.RootElement.EnumerateArray().Select(record => record.Clone())], file);
    }

    private static IEnumerable<string?> Ids(List<JsonElement> records, string field) =>
        records.Select(record => record.GetProperty(field).GetString());

    private static (long Sum, int Known) Sum(List<JsonElement> records, string field)
    {
        var known = records.Select(record => record.GetProperty(field))
            .Where(value => value.ValueKind == JsonValueKind.Number).ToList();
        return (known.Sum(value => value.GetInt64()), known.Count);
    }

    private static (long Sum, int Known) Sum(NormalizedFile file, Func<PostCounts, long?> count)
    {
        var known = file.Posts.Select(post => count(post.Counts)).Where(value => value is not null).ToList();
        return (known.Sum() ?? 0, known.Count);
    }

    private static int Elements(List<JsonElement> records, string field) =>
        records.Sum(record => record.GetProperty(field) is { ValueKind: JsonValueKind.Array } array ? array.GetArrayLength() : 0);

    /// <summary>Hashtags of the records that list them, each once and in lower case.</summary>
    private static int Tags(List<JsonElement> records) => records.Sum(record =>
        record.GetProperty("hashtags") is { ValueKind: JsonValueKind.Array } array
            ? array.EnumerateArray().Select(tag => tag.GetString()!.ToLowerInvariant()).Distinct().Count()
            : 0);

    private static int Tags(NormalizedFile file, List<JsonElement> records) =>
        file.Posts.Zip(records).Where(pair => pair.Second.GetProperty("hashtags") is { ValueKind: JsonValueKind.Array } array
            && array.GetArrayLength() > 0).Sum(pair => pair.First.Hashtags.Count);
}
