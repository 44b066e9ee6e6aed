using System.Text.Json;
using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Read;

/// <summary>What a caller of the read routes can get wrong.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ReadFaultTests(ReadService shared) : IClassFixture<ReadService>
{
    private const string UnknownId = "00000000-0000-4000-8000-00000000ffff";
    private readonly Service _service = shared.Service;

    [Theory]
    [InlineData("v1/posts?sort=text", "sort")]
    [InlineData("v1/posts?sort=--likes", "sort")]
    [InlineData("v1/posts?sort=-likes&order=asc", "order")]
    [InlineData("v1/posts?order=up", "order")]
    [InlineData("v1/posts?fields=post_id,password", "fields")]
    [InlineData("v1/posts?fields=,", "fields")]
    [InlineData("v1/posts?limit=0", "limit")]
    [InlineData("v1/posts?limit=1001", "limit")]
    [InlineData("v1/posts?limit=ten", "limit")]
    [InlineData("v1/posts?cursor=broken", "cursor")]
    [InlineData("v1/posts?cursor=WyJhIiwiYiJd", "cursor")]
    [InlineData("v1/crawl?cursor=broken", "cursor")]
    [InlineData("v1/crawl?cursor=AAAAAAAAAAAAAAAAAAAAAA=", "cursor")]
    [InlineData("v1/crawl?cursor=AAAAAAAAAAAAAAAAAAAAAA%25", "cursor")]
    [InlineData("v1/posts?platform=myspace", "platform")]
    [InlineData("v1/posts?content_type=hologram", "content_type")]
    [InlineData("v1/posts?from=2026-02-02&to=2026-02-01", "to")]
    [InlineData("v1/posts?from=yesterday", "from")]
    [InlineData("v1/posts?hashtag=%23", "hashtag")]
    [InlineData("v1/posts?author=@", "author")]
    [InlineData("v1/posts?q=!!!", "q")]
    [InlineData("v1/posts?q=%221.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.9.0.1%22", "q")]
    [InlineData("v1/posts?brand=a%00b", "brand")]
    [InlineData("v1/posts?brand=a&brand=b", "brand")]
    [InlineData("v1/posts?crawl_id=1", "crawl_id")]
    [InlineData("v1/posts?plattform=x", "plattform")]
    [InlineData("v1/posts?sort=x&limit=0&cursor=x&from=x&platform=y&fields=z", "sort limit cursor from platform fields")]
    [InlineData("data/posts?limit=5000", "limit")]
    [InlineData("data/posts/facebook:espn?platform=x", "platform")]
    [InlineData("data/followers/facebook:espn?limit=0", "limit")]
    [InlineData("v1/posts/myspace/1", "platform")]
    [InlineData("v1/posts/facebook/p1?limit=0&x=1", "limit x")]
    [InlineData("v1/profiles?sort=likes", "sort")]
    [InlineData("v1/profiles/myspace/espn", "platform")]
    [InlineData("v1/lineage/myspace/p1", "platform")]
    [InlineData("v1/dead-letters?status=lost", "status")]
    [InlineData("v1/dead-letters?from=2026-02-02&to=2026-02-01&limit=1001", "to limit")]
    [InlineData("v1/dead-letters/1", "id")]
    [InlineData("v1/quality/findings?severity=bad&crawl_id=x", "severity crawl_id")]
    [InlineData("v1/schema/drift?platform=x", "platform")]
    public async Task Read_FaultyParameters_AreNamed(string route, string fields)
    {
        (int, JsonElement) answer = await _service.GetAsync("/api/" + route);

        answer.AssertInvalid(fields.Split(' '));
    }

    [Theory]
    [InlineData("sort=likes")]
    [InlineData("order=asc")]
    [InlineData("platform=x")]
    [InlineData("q=word")]
    public async Task Cursor_OfOtherParameters_Is400(string query)
    {
        JsonElement page = (await _service.GetAsync("/api/v1/posts?limit=1")).Body;

        string? cursor = page.GetProperty("next").GetString();
        (int, JsonElement) answer = await _service.GetAsync($"/api/v1/posts?{query}&cursor={cursor}");

        answer.AssertInvalid("cursor");
    }

    [Theory]
    [InlineData("v1/posts/facebook/nope", "POST_NOT_FOUND")]
    [InlineData("v1/lineage/facebook/nope", "POST_NOT_FOUND")]
    [InlineData("v1/profiles/facebook/nope", "PROFILE_NOT_FOUND")]
    [InlineData("data/posts/facebook:nope", "PROFILE_NOT_FOUND")]
    [InlineData("data/followers/nope", "PROFILE_NOT_FOUND")]
    [InlineData("v1/dead-letters/" + UnknownId, "DEAD_LETTER_NOT_FOUND")]
    public async Task Read_Unknown_Is404(string route, string errorCode)
    {
        (int, JsonElement) answer = await _service.GetAsync("/api/" + route);

        answer.AssertError(404, errorCode);
    }

    [Theory]
    [InlineData("data/posts/" + UnknownId)]
    [InlineData("data/followers/" + UnknownId)]
    public async Task Read_ByTheIdOfAnAccount_NeedsItsOwner(string route)
    {
        (int, JsonElement) answer = await _service.GetAsync("/api/" + route);

        answer.AssertError(401, "OWNER_UNKNOWN");
    }
}
