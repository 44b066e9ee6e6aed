using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>What a caller can get wrong: every fault is named, and nothing is stored or paid.</summary>
[Trait("Category", "EndToEnd")]
public sealed class BadInputTests(SharedService shared) : IClassFixture<SharedService>
{
    private const string Fit = """ "dataset_id": "gd_lkaxegm826bjpoo9m5", "url": "https://www.facebook.com/ESPN" """;
    private const string Dataset = """ "dataset_id": "gd_lkaxegm826bjpoo9m5", "platform": "facebook" """;
    private const string UnknownId = "00000000-0000-4000-8000-000000000000";
    private readonly Service _service = shared.Service;

    public static TheoryData<string, string> Bodies { get; } = new()
    {
        { "", "body" },
        { "not JSON", "body" },
        { "{" + Fit, "body" },
        { "[]", "body" },
        { "null", "body" },
        { "{" + Fit + """, "url": "https://www.facebook.com/NBA"}""", "body" },
        { new string('[', 1000) + new string(']', 1000), "body" },
        { "{" + Fit + ""","brand":""" + new string('[', 1000) + new string(']', 1000) + "}", "body" },
        { "{}", "dataset_id url" },
        { """{"dataset_id": null, "url": ""}""", "dataset_id url" },
        { """{"url": "https://www.facebook.com/ESPN"}""", "dataset_id" },
        { "{" + Dataset + "}", "url" },
        { """{"dataset_id": 5, "url": ["x"], "platform": {}, "num_of_posts": "ten", "include_profile_data": "yes", "start_date": 1}""",
            "dataset_id url platform num_of_posts include_profile_data start_date" },
        { """{"dataset_id": "gd_x'; drop table", "url": "https://www.facebook.com/ESPN"}""", "dataset_id" },
        { "{" + Fit + ""","platform": "myspace"}""", "platform" },
        { "{" + Fit + ""","platform": "tiktok"}""", "platform url" },
        { "{" + Fit + ""","start_date": "2026-02-02", "end_date": "2026-02-01"}""", "end_date" },
        { "{" + Fit + ""","start_date": "02/01/2026", "end_date": "2026-02-30"}""", "start_date end_date" },
        { "{" + Fit + ""","num_of_posts": 0}""", "num_of_posts" },
        { "{" + Fit + ""","num_of_posts": -1}""", "num_of_posts" },
        { "{" + Fit + ""","num_of_posts": 1.5}""", "num_of_posts" },
        { "{" + Fit + ""","num_of_posts": 99999999999999999999}""", "num_of_posts" },
        { "{" + Fit + ""","num_of_posts": 2000000000}""", "num_of_posts" },
        { "{" + Fit + ""","brand": "a\u0000b"}""", "brand" },
        { """{"dataset_id": "", "url": "ftp://10.0.0.1", "platform": "myspace", "num_of_posts": 0, "end_date": "x"}""",
            "dataset_id url platform num_of_posts end_date" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Trigger_FaultyBody_NamesEveryFaultAndStoresNothing(string body, string fields)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        (int, JsonElement) answer = await SendAsync(content);

        answer.AssertInvalid(fields.Split(' '));
        await AssertNothingHappenedAsync();
    }

    [Theory]
    [InlineData("ftp://www.facebook.com/ESPN")]
    [InlineData("javascript:alert(1)")]
    [InlineData("www.facebook.com/ESPN")]
    [InlineData("http://10.0.0.1/ESPN")]
    [InlineData("http://127.0.0.1:55432/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]/")]
    [InlineData("http://localhost/ESPN")]
    [InlineData("https://metadata.internal/")]
    [InlineData("https://user:secret@www.facebook.com/ESPN")]
    [InlineData("https://www.facebook.com:8443/ESPN")]
    [InlineData("https://www.facebook.com.example.com/ESPN")]
    [InlineData("https://notfacebook.com/ESPN")]
    [InlineData("https://www.tiktok.com/@espn")]
    [InlineData("https://example.com\\@www.facebook.com/ESPN")]
    public async Task Trigger_UrlThatIsNoPublicPageOfThePlatform_IsRefused(string url)
    {
        (int, JsonElement) answer = await _service.PostAsync("/api/v1/crawl/trigger", Crawls.Order(url: url));

        answer.AssertInvalid("url");
        await AssertNothingHappenedAsync();
    }

    [Theory]
    [InlineData(1024 * 1024, false)]
    [InlineData(8 * 1024 * 1024, false)]
    [InlineData(8 * 1024 * 1024, true)]
    public async Task Trigger_BodyOverOneMebibyte_IsRefused(int bytes, bool isChunked)
    {
        string body = "{" + Fit + ",\"note\":\"" + new string('x', bytes) + "\"}";
        using HttpContent content = isChunked
            ? new StreamContent(new UnsizedStream(Encoding.UTF8.GetBytes(body)))
            : new StringContent(body, Encoding.UTF8, "application/json");
        content.Headers.ContentType = new("application/json");

        (int, JsonElement) answer = await SendAsync(content);

        answer.AssertInvalid("body");
        await AssertNothingHappenedAsync();
    }

    [Theory]
    [InlineData("GET", "not-a-uuid/status")]
    [InlineData("POST", "not-a-uuid/download")]
    [InlineData("POST", "not-a-uuid/cancel")]
    [InlineData("POST", "not-a-uuid/notify")]
    [InlineData("GET", "{00000000-0000-4000-8000-000000000000}/status")]
    [InlineData("GET", "00000000000040008000000000000000/status")]
    public async Task Crawl_MalformedId_Is400(string method, string path)
    {
        (int, JsonElement) answer = await AskAsync(method, path);

        answer.AssertInvalid("crawl_id");
    }

    [Theory]
    [InlineData("GET", "status")]
    [InlineData("POST", "download")]
    [InlineData("POST", "cancel")]
    [InlineData("POST", "notify")]
    public async Task Crawl_UnknownId_Is404(string method, string action)
    {
        string? token = action == "notify" ? WebhookToken.Of(UnknownId) : null;

        (int, JsonElement) answer = await AskAsync(method, $"{UnknownId}/{action}", token);

        answer.AssertError(404, "CRAWL_NOT_FOUND");
        Assert.Equal(UnknownId, answer.Item2.GetProperty("crawl_id").GetString());
    }

    [Theory]
    [InlineData("crawl?state=unknown", "state")]
    [InlineData("crawl?limit=0", "limit")]
    [InlineData("crawl?limit=5000", "limit")]
    [InlineData("crawl?limit=ten", "limit")]
    [InlineData("crawl?cursor=broken", "cursor")]
    [InlineData("crawl?from=2026-02-02&to=2026-02-01", "to")]
    [InlineData("crawl?from=yesterday", "from")]
    [InlineData("crawl?brand=a%00b", "brand")]
    [InlineData("crawl?state=x&limit=0&cursor=x&from=x", "state limit cursor from")]
    [InlineData("events?after=abc", "after")]
    [InlineData("events?after=-1", "after")]
    [InlineData("events?limit=0", "limit")]
    [InlineData("events?limit=5000", "limit")]
    [InlineData("events?after=abc&limit=x&topic=%00", "after limit topic")]
    public async Task List_FaultyParameters_AreNamed(string query, string fields)
    {
        (int, JsonElement) answer = await _service.GetAsync("/api/v1/" + query);

        answer.AssertInvalid(fields.Split(' '));
    }

    private async Task<(int StatusCode, JsonElement Body)> AskAsync(string method, string path, string? authorization = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/crawl/" + path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using HttpResponseMessage response = await _service.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<(int StatusCode, JsonElement Body)> SendAsync(HttpContent content)
    {
        using HttpResponseMessage response = await _service.Http.PostAsync(new Uri("/api/v1/crawl/trigger", UriKind.Relative), content);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task AssertNothingHappenedAsync()
    {
        Assert.Equal(0, (await _service.GetAsync("/api/v1/crawl")).Body.GetProperty("crawls").GetArrayLength());
        Assert.Empty(_service.Provider.Requests());
    }

    /// <summary>Bytes whose number is not known before they are sent.</summary>
    private sealed class UnsizedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
