using System.Text.Json;
using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Read;

/// <summary>The read routes as callers meet them.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ReadRoutesTests(ReadService shared) : IClassFixture<ReadService>
{
    private readonly Service _service = shared.Service;

    [Theory]
    [InlineData("/api/v1/posts")]
    [InlineData("/api/data/posts")]
    public async Task Posts_PageByPage_NewestFirst(string route)
    {
        JsonElement first = await GetAsync($"{route}?limit=3");
        JsonElement second = await GetAsync($"{route}?limit=3&cursor={first.GetProperty("next").GetString()}");

        Assert.Equal(["p1", "p2", "a/b"], Values(first.GetProperty("posts"), "post_id"));
        Assert.Equal(["p3"], Values(second.GetProperty("posts"), "post_id"));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Posts_EveryField_IsAsStored()
    {
        JsonElement post = (await GetAsync("/api/v1/posts?author=@NBA&platform=Facebook")).GetProperty("posts")[0];
        JsonElement other = (await GetAsync("/api/v1/posts?hashtag=%23TWO&fields=likes,engagement_rate,hashtags,published_at"))
            .GetProperty("posts")[0];

        Assert.Equal(ReadService.Awkward, post.GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, post.GetProperty("likes").ValueKind);
        Assert.Equal(
            """{"likes":12,"engagement_rate":0.600,"hashtags":["one","two"],"published_at":"2026-11-20T12:00:00Z"}""",
            other.ToString());
    }

    [Theory]
    [InlineData("sort=-likes", "p1 p3 a/b p2")]
    [InlineData("sort=likes", "p3 p1 p2 a/b")]
    [InlineData("sort=likes&order=desc", "p1 p3 a/b p2")]
    [InlineData("order=asc", "a/b p2 p1 p3")]
    [InlineData("q=break+quote", "p2")]
    [InlineData("brand=b", "p1")]
    [InlineData("from=2026-11-20T11:00:00Z&to=2026-11-20T12:00:00Z", "p2")]
    public async Task Posts_SortsAndFilters_GiveThoseInThatOrder(string query, string expected) =>
        Assert.Equal(expected.Split(' '), Values((await GetAsync("/api/v1/posts?" + query)).GetProperty("posts"), "post_id"));

    [Fact]
    public async Task Posts_CursorAsField_GoesOnAfterItsRow()
    {
        JsonElement posts = (await GetAsync("/api/v1/posts?fields=post_id,cursor")).GetProperty("posts");

        JsonElement rest = await GetAsync($"/api/v1/posts?cursor={posts[1].GetProperty("cursor").GetString()}");

        Assert.Equal(["a/b", "p3"], Values(rest.GetProperty("posts"), "post_id"));
    }

    [Fact]
    public async Task Post_WithHistory_NewestFirst()
    {
        JsonElement body = await GetAsync("/api/v1/posts/facebook/p1");
        JsonElement shorter = await GetAsync("/api/v1/posts/facebook/p1?limit=1");
        JsonElement slashed = await GetAsync("/api/v1/posts/linkedin/a%2Fb");

        Assert.Equal("p1", body.GetProperty("post").GetProperty("post_id").GetString());
        Assert.Equal([12, 10], body.GetProperty("history").EnumerateArray().Select(e => e.GetProperty("likes").GetInt32()));
        Assert.Equal(1, shorter.GetProperty("history").GetArrayLength());
        Assert.Equal("a/b", slashed.GetProperty("post").GetProperty("post_id").GetString());
    }

    [Theory]
    [InlineData("", "nba espn quiet")]
    [InlineData("?sort=name", "espn nba quiet")]
    [InlineData("?q=es", "espn")]
    [InlineData("?handle=@NBA", "nba")]
    [InlineData("?platform=x", "")]
    public async Task Profiles_SortsAndFilters_GiveThoseInThatOrder(string query, string expected) => Assert.Equal(
        expected.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Values((await GetAsync("/api/v1/profiles" + query)).GetProperty("profiles"), "handle"));

    [Fact]
    public async Task Profile_WithHistoryAndDays_ShowsItsGrowth()
    {
        JsonElement body = await GetAsync("/api/v1/profiles/facebook/@ESPN");

        Assert.Equal(100, body.GetProperty("profile").GetProperty("followers").GetInt32());
        Assert.Equal(
            [100, 80], body.GetProperty("history").EnumerateArray().Select(e => e.GetProperty("followers").GetInt32()));
        JsonElement[] days = [.. body.GetProperty("metrics").EnumerateArray()];
        Assert.Equal(2, days.Length);
        Assert.Equal(25m, days[0].GetProperty("follower_growth_rate").GetDecimal());
        Assert.Equal(2, days[0].GetProperty("days_since_previous").GetInt32());
    }

    [Fact]
    public async Task Account_ByPlatformAndHandle_GivesPostsAndFollowers()
    {
        JsonElement posts = await GetAsync("/api/data/posts/facebook:espn?limit=5");
        JsonElement followers = await GetAsync("/api/data/followers/facebook:ESPN");

        Assert.Equal(["p1"], Values(posts.GetProperty("posts"), "post_id"));
        Assert.Equal("espn", followers.GetProperty("profile").GetProperty("handle").GetString());
        Assert.Equal(2, followers.GetProperty("history").GetArrayLength());
    }

    [Fact]
    public async Task Findings_AndDrift_AreListed()
    {
        JsonElement findings = (await GetAsync("/api/v1/quality/findings?severity=error&subject=p2&rule=negative_count"))
            .GetProperty("findings");
        JsonElement drift = (await GetAsync("/api/v1/schema/drift?dataset_id=gd_test")).GetProperty("drift");

        Assert.Equal("-1", Assert.Single(findings.EnumerateArray()).GetProperty("value").GetString());
        Assert.Equal("$[2].likes", Assert.Single(drift.EnumerateArray()).GetProperty("example_path").GetString());
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        (int statusCode, JsonElement body) = await _service.GetAsync(path);
        Assert.True(statusCode == 200, $"{statusCode}: {body}");
        return body;
    }

    private static IEnumerable<string> Values(JsonElement rows, string field) =>
        rows.EnumerateArray().Select(row => row.GetProperty(field).GetString()!);
}
