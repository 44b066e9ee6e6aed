using System.Text;
using System.Text.Json;
using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Read;

[Trait("Category", "EndToEnd")]
public sealed class DeadLetterRoutesTests(ReadService shared) : IClassFixture<ReadService>
{
    private const string Route = "/api/v1/dead-letters/";
    private readonly Service _service = shared.Service;

    [Theory]
    [InlineData("reason=INVALID_TEXT", 1)]
    [InlineData("crawl_id=" + ReadService.CrawlId + "&reason=INVALID_TEXT&platform=facebook&dataset_id=gd_test", 1)]
    [InlineData("reason=MISSING_AUTHOR", 0)]
    [InlineData("status=replayed", 0)]
    [InlineData("to=2026-11-20T12:00:00Z", 0)]
    public async Task List_Filters_LeaveOnlyWhatMatches(string query, int expected)
    {
        (_, JsonElement body) = await _service.GetAsync($"/api/v1/dead-letters?{query}");

        Assert.Equal(expected, body.GetProperty("dead_letters").GetArrayLength());
    }

    [Fact]
    public async Task Read_Utf8AndBinary_ShowTheRawCut()
    {
        (_, JsonElement text) = await _service.GetAsync(Route + ReadService.LetterId);
        (_, JsonElement binary) = await _service.GetAsync(Route + ReadService.BinaryLetterId);

        Assert.Equal("$.post_id", text.GetProperty("dead_letter").GetProperty("field").GetString());
        Assert.Equal("{\"post_id\":", text.GetProperty("raw").GetProperty("text").GetString());
        Assert.True(text.GetProperty("raw").GetProperty("truncated").GetBoolean());
        Assert.Equal([0xff, 0, 0xfe], binary.GetProperty("raw").GetProperty("base64").GetBytesFromBase64());
        Assert.False(binary.GetProperty("raw").GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task Discard_Once_IsDoneAndThenRefused()
    {
        string id = await AddAsync();

        (int first, JsonElement done) = await _service.PostAsync($"{Route}{id}/discard", new { reason = "test account" });
        (int, JsonElement) second = await _service.PostAsync($"{Route}{id}/discard", new { reason = "again" });
        JsonElement letter = (await _service.GetAsync(Route + id)).Body.GetProperty("dead_letter");

        Assert.Equal((200, "discarded"), (first, done.GetProperty("dead_letter_status").GetString()));
        second.AssertError(409, "DEAD_LETTER_NOT_OPEN");
        Assert.Equal("test account", letter.GetProperty("discard_reason").GetString());
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("[]", "body")]
    [InlineData("{}", "reason")]
    [InlineData("""{"reason":" "}""", "reason")]
    [InlineData("""{"reason":5}""", "reason")]
    [InlineData("""{"reason":"a\u0000b"}""", "reason")]
    [InlineData("""{"reason":"\ud800"}""", "reason")]
    [InlineData("""{"reason":"r","raeson":"s"}""", "raeson")]
    public async Task Discard_NoReason_Is400(string body, string field)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _service.Http.PostAsync(
            new Uri($"{Route}{ReadService.LetterId}/discard", UriKind.Relative), content);

        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        ((int)response.StatusCode, answer.RootElement).AssertInvalid(field);
    }

    [Fact]
    public async Task Discard_MalformedOrUnknownId_Is400Or404()
    {
        (int, JsonElement) malformed = await _service.PostAsync(Route + "x/discard", new { reason = "r" });
        (int, JsonElement) unknown = await _service.PostAsync($"{Route}{Guid.NewGuid()}/discard", new { reason = "r" });

        malformed.AssertInvalid("id");
        unknown.AssertError(404, "DEAD_LETTER_NOT_FOUND");
    }

    private async Task<string> AddAsync()
    {
        Guid id = Guid.NewGuid();
        await shared.Database.ExecuteAsync(
            """
            insert into ingestion.dead_letters select (jsonb_populate_record(
                d, jsonb_build_object('id', @id, 'record_index', 1000, 'reason', 'OTHER', 'status', 'open'))).*
            from ingestion.dead_letters d where id = @letter
            """,
            new { id, letter = Guid.Parse(ReadService.LetterId) },
            CancellationToken.None);
        return id.ToString();
    }
}
