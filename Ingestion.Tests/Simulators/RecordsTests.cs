using System.Text;
using System.Text.Json;
using Simulators.BrightData;
using Xunit;

namespace Ingestion.Tests.Simulators;

[Trait("Category", "Unit")]
public sealed class RecordsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-").FullName;

    // The keys of the provider's public sample, in its order.
    private const string Keys =
        "url post_id user_url user_username_raw content date_posted hashtags num_comments num_shares num_likes_type page_name page_intro "
        + "page_category page_logo page_external_website page_likes page_followers page_is_verified original_post other_posts_url "
        + "post_external_link post_external_title page_url header_image profile_id attachments avatar_image_url profile_handle has_handshake "
        + "is_sponsored sponsor_name shortcode video_view_count likes post_image post_type following post_external_image timestamp input";

    [Fact]
    public async Task SyntheticRecord_OfAnyVariant_HasTheKeysOfARealOne()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 128);

        JsonElement[] records = await client.RecordsAsync(id);

        Assert.All(records, r => Assert.Equal(Keys, string.Join(' ', r.EnumerateObject().Select(p => p.Name))));
        Assert.InRange(records.Count(r => r.GetProperty("content").ValueKind == JsonValueKind.Null), 1, 4);
        Assert.InRange(records.Count(r => r.GetProperty("attachments").GetArrayLength() == 0), 2, 5);
    }

    [Fact]
    public async Task SyntheticRecord_OfTheSamePage_IsTheSamePostAgain()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        JsonElement[] first = await client.RecordsAsync(await client.TriggerReadyAsync(posts: 40));
        JsonElement[] second = await client.RecordsAsync(await client.TriggerReadyAsync(posts: 40));

        Assert.Equal(first.Select(WithoutTimestamp), second.Select(WithoutTimestamp));
        Assert.NotEqual(first[0].GetProperty("timestamp").GetString(), second[0].GetProperty("timestamp").GetString());
    }

    [Fact]
    public async Task SyntheticRecord_WithAnotherSeed_IsAnotherPost()
    {
        await using SimulatorClient one = await SimulatorClient.StartAsync(new SimulatorOptions { Seed = 1 });
        await using SimulatorClient two = await SimulatorClient.StartAsync(new SimulatorOptions { Seed = 2 });

        JsonElement[] first = await one.RecordsAsync(await one.TriggerReadyAsync());
        JsonElement[] second = await two.RecordsAsync(await two.TriggerReadyAsync());

        Assert.NotEqual(first[0].GetProperty("post_id").GetString(), second[0].GetProperty("post_id").GetString());
    }

    [Fact]
    public async Task Poison_AskedFor_ReplacesThatManyRecords()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 10, sim: "poison:2");

        JsonElement[] records = await client.RecordsAsync(id);

        Assert.Equal(10, records.Length);
        Assert.Equal(2, records.Count(r => r.GetProperty("url").GetString()!.Contains("/poison/", StringComparison.Ordinal)));
        Assert.Single(records, r => !r.TryGetProperty("post_id", out _));
    }

    [Fact]
    public async Task Renamed_AskedFor_NoRecordHasTheField()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        string id = await client.TriggerReadyAsync(posts: 5, sim: "renamed:likes");

        JsonElement[] records = await client.RecordsAsync(id);

        Assert.All(records, r => Assert.False(r.TryGetProperty("likes", out _)));
        Assert.All(records, r => Assert.True(r.TryGetProperty("_ikes", out _)));
    }

    [Fact]
    public async Task CustomInputField_InATrigger_IsEchoedInEachRecord()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync();
        using HttpResponseMessage trigger = await client.PostTriggerAsync(
            """{"input":[{"url":"https://www.facebook.com/a","num_of_posts":3,"ingestion_ref":"r7"}],"custom_input_fields":["ingestion_ref"]}""");
        client.Clock.Advance(TimeSpan.FromSeconds(3));

        JsonElement[] records = await client.RecordsAsync(client.Simulator.Billing("r7").Snapshots.Single().SnapshotId);

        Assert.All(records, r => Assert.Equal("r7", r.GetProperty("ingestion_ref").GetString()));
        Assert.All(records, r => Assert.Equal("r7", r.GetProperty("input").GetProperty("ingestion_ref").GetString()));
    }

    [Fact]
    public async Task FileRecords_Downloaded_AreByteForByte()
    {
        const string file = "[ {\"post_id\":\"10\", \"t\":\"\\u00e9 é\"},{\"post_id\":\"20\"} ]";
        await using SimulatorClient client = await SimulatorClient.StartAsync(new SimulatorOptions { DataFolder = Folder(file) });

        string two = await client.Http.GetStringAsync(
            SimulatorClient.At($"/datasets/v3/snapshot/{await client.TriggerReadyAsync(posts: 2)}?format=json"));
        JsonElement[] five = await client.RecordsAsync(await client.TriggerReadyAsync(posts: 5));

        Assert.Equal("[{\"post_id\":\"10\", \"t\":\"\\u00e9 é\"},{\"post_id\":\"20\"}]", two);
        Assert.Equal(5, five.Select(r => r.GetProperty("post_id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task FileRecords_WithTheEchoSwitch_GetTheEnvelope()
    {
        await using SimulatorClient client = await SimulatorClient.StartAsync(
            new SimulatorOptions { DataFolder = Folder("""[{"post_id":"10"}]"""), EchoesIntoFileRecords = true });

        JsonElement record = (await client.RecordsAsync(await client.TriggerReadyAsync(posts: 1))).Single();

        Assert.Equal("post_id timestamp input", string.Join(' ', record.EnumerateObject().Select(p => p.Name)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string WithoutTimestamp(JsonElement record) =>
        string.Concat(record.EnumerateObject().Where(p => p.Name != "timestamp").Select(p => p.ToString()));

    private string Folder(string file)
    {
        File.WriteAllText(Path.Combine(_folder, "facebook_posts.json"), file, new UTF8Encoding(false));
        return _folder;
    }
}
