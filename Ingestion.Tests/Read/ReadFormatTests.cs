using System.Text.Json;
using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Read;

/// <summary>JSON, NDJSON and CSV by `Accept`.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ReadFormatTests(ReadService shared) : IClassFixture<ReadService>
{
    private readonly Service _service = shared.Service;

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("text/*", "text/csv")]
    [InlineData("TEXT/CSV; q=0.9, application/json; q=0.5", "text/csv")]
    [InlineData("application/x-ndjson", "application/x-ndjson")]
    [InlineData("application/ndjson, */*;q=0.1", "application/x-ndjson")]
    [InlineData("application/json;q=0, */*", "application/x-ndjson")]
    [InlineData("text/html, application/xhtml+xml, */*;q=0.8", "application/json")]
    public async Task Accept_Negotiated_GivesThatForm(string accept, string expected)
    {
        using HttpResponseMessage response = await GetAsync("/api/v1/posts", accept);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(expected, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("utf-8", response.Content.Headers.ContentType.CharSet);
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("text/csv;q=0")]
    [InlineData("application/json;q=0, application/x-ndjson;q=0, text/csv;q=0, */*")]
    public async Task Accept_NothingThatWeHave_Is406(string accept)
    {
        using HttpResponseMessage response = await GetAsync("/api/v1/dead-letters", accept);

        (406, await JsonAsync(response)).AssertError(406, "NOT_ACCEPTABLE");
    }

    [Fact]
    public async Task Ndjson_OneObjectALine()
    {
        using HttpResponseMessage response =
            await GetAsync("/api/v1/posts?fields=post_id,text&author=espn", "application/x-ndjson");

        string body = await response.Content.ReadAsStringAsync();
        string[] lines = body.Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.Equal(
            ["p1", "a/b", "p3"],
            lines[..^1].Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("post_id").GetString()));
    }

    [Fact]
    public async Task Csv_NamesFirst_FormulasAreTextAndQuotesDoubled()
    {
        using HttpResponseMessage response =
            await GetAsync("/api/v1/posts?fields=post_id,likes,hashtags,text&limit=2", "text/csv");

        string body = await response.Content.ReadAsStringAsync();

        Assert.Equal(
            "post_id,likes,hashtags,text\r\n"
            + "p1,12,one two,'=1+1\r\n"
            + $"p2,,,\"{ReadService.Awkward.Replace("\"", "\"\"", StringComparison.Ordinal).Replace(";--", ";'--", StringComparison.Ordinal)}\"\r\n",
            body);
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\t=1", "\"'\t'=1\"")]
    [InlineData("\r=1", "\"'\r'=1\"")]
    [InlineData("\n=1", "\"'\n'=1\"")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    [InlineData("\uFF0B1", "'\uFF0B1")]
    [InlineData("\uFF0D1", "'\uFF0D1")]
    [InlineData("\uFF20SUM(1)", "'\uFF20SUM(1)")]
    [InlineData("a;=1;@b;c", "\"a;'=1;'@b;c\"")]
    [InlineData("a\r\n-1", "\"a\r\n'-1\"")]
    [InlineData("a\r\nb", "\"a\r\nb\"")]
    [InlineData("1=1", "1=1")]
    [InlineData("a-b@c", "a-b@c")]
    [InlineData("\uD83D\uDE00,", "\"\uD83D\uDE00,\"")]
    public async Task Csv_TextThatASpreadsheetWouldRun_IsOnlyText(string text, string cell)
    {
        string id = "csv_" + Guid.NewGuid().ToString("N");
        await shared.Database.InsertAsync(new PostRow(id) { Text = text, Author = id, PublishedAt = DateTime.UnixEpoch });

        using HttpResponseMessage response = await GetAsync($"/api/v1/posts?fields=text&author={id}", "text/csv");

        Assert.Equal($"text\r\n{cell}\r\n", await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept.Length == 0 ? null : accept);
        return await _service.Http.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
