using System.Text.Json;
using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Read;

[Trait("Category", "EndToEnd")]
public sealed class LineageRoutesTests(ReadService shared) : IClassFixture<ReadService>
{
    private readonly Service _service = shared.Service;

    [Fact]
    public async Task Lineage_OfAPost_LeadsToItsRecord()
    {
        JsonElement lineage = await ReadAsync("facebook/p1");

        Assert.Equal("sd_test", lineage.GetProperty("snapshot_id").GetString());
        Assert.Equal(ReadService.CrawlId, lineage.GetProperty("crawl_id").GetString());
        Assert.Equal(3, lineage.GetProperty("byte_offset").GetInt64());
        Assert.Equal(_service.Container + "/raw_snapshots/x.json", lineage.GetProperty("blob_path").GetString());
        Assert.Equal("bronze/x", lineage.GetProperty("bronze_path").GetString());
        JsonElement raw = lineage.GetProperty("raw");
        Assert.Equal("found", raw.GetProperty("status").GetString());
        Assert.Equal(ReadService.Record.Length, raw.GetProperty("bytes").GetInt32());
        Assert.Equal(12, raw.GetProperty("record").GetProperty("likes").GetInt32());
    }

    [Fact]
    public async Task Lineage_RecordLargerThanTheCap_IsCut()
    {
        JsonElement raw = (await ReadAsync("facebook/p2")).GetProperty("raw");

        Assert.True(raw.GetProperty("truncated").GetBoolean());
        Assert.Equal(1 << 20, raw.GetProperty("bytes").GetInt32());
        Assert.Equal(new string('x', 1 << 20), raw.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("x/p3")]
    [InlineData("linkedin/a%2Fb")]
    public async Task Lineage_RawFileIsGone_IsSaid(string post)
    {
        JsonElement raw = (await ReadAsync(post)).GetProperty("raw");

        Assert.Equal("missing", raw.GetProperty("status").GetString());
        Assert.False(raw.TryGetProperty("record", out _));
    }

    private async Task<JsonElement> ReadAsync(string post)
    {
        (int statusCode, JsonElement body) = await _service.GetAsync("/api/v1/lineage/" + post);
        Assert.True(statusCode == 200, $"{statusCode}: {body}");
        return body;
    }
}
