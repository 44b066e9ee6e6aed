using System.Text.Json;
using Ingestion.Core.Providers.BrightData;
using Xunit;

namespace Ingestion.Tests.Providers.BrightData;

[Trait("Category", "Unit")]
public sealed class DatasetCatalogTests
{
    private static readonly DateOnly Start = new(2026, 1, 2);
    private static readonly DateOnly End = new(2026, 3, 4);

    [Theory]
    [InlineData("gd_lkaxegm826bjpoo9m5", "https://www.facebook.com/ESPN", "", """{"url":"https://www.facebook.com/ESPN","num_of_posts":10,"start_date":"01-02-2026","end_date":"03-04-2026","ingestion_ref":"r"}""")]
    [InlineData("gd_lk5ns7kz21pck8jpis", "https://www.instagram.com/espn", "&type=discover_new&discover_by=url", """{"url":"https://www.instagram.com/espn","num_of_posts":10,"start_date":"01-02-2026","end_date":"03-04-2026","ingestion_ref":"r"}""")]
    [InlineData("gd_lk5ns7kz21pck8jpis", "https://www.instagram.com/p/abc", "", """{"url":"https://www.instagram.com/p/abc","ingestion_ref":"r"}""")]
    [InlineData("gd_lwxkxvnf1cynvib9co", "https://x.com/espn", "&type=discover_new&discover_by=profile_url&limit_per_input=10", """{"url":"https://x.com/espn","start_date":"2026-01-02","end_date":"2026-03-04","ingestion_ref":"r"}""")]
    [InlineData("gd_lyy3tktm25m4avu764", "https://www.linkedin.com/company/espn/posts/", "&type=discover_new&discover_by=company_url&limit_per_input=10", """{"url":"https://www.linkedin.com/company/espn/posts/","start_date":"2026-01-02T00:00:00.000Z","end_date":"2026-03-04T23:59:59.999Z","ingestion_ref":"r"}""")]
    [InlineData("gd_lu702nij2f790tmv9h", "https://www.tiktok.com/@espn", "&type=discover_new&discover_by=profile_url", """{"url":"https://www.tiktok.com/@espn","num_of_posts":10,"start_date":"01-02-2026","end_date":"03-04-2026","ingestion_ref":"r"}""")]
    [InlineData("gd_lwxmeb2u1cniijd7t4", "https://x.com/espn", "", """{"url":"https://x.com/espn","max_number_of_posts":10,"ingestion_ref":"r"}""")]
    [InlineData("gd_lkay758p1eanlolqw8", "https://www.facebook.com/p/1", "&limit_multiple_results=10", """{"url":"https://www.facebook.com/p/1","ingestion_ref":"r"}""")]
    [InlineData("gd_mf0urb782734ik94dz", "https://www.facebook.com/ESPN", "", """{"url":"https://www.facebook.com/ESPN","ingestion_ref":"r"}""")]
    [InlineData("gd_lk9q0ew71spt1mxywf", "https://youtu.be/a", "", """{"url":"https://youtu.be/a","num_of_comments":10,"ingestion_ref":"r"}""")]
    [InlineData("gd_unknown00000000000", "https://x.com/espn", "&limit_multiple_results=10", """{"url":"https://x.com/espn","ingestion_ref":"r"}""")]
    public void BuildTrigger_EachDataset_SpeaksItsLanguage(string dataset, string url, string query, string input)
    {
        var call = DatasetCatalog.BuildTrigger(new CrawlInput(dataset, "x", url, 10, Start, End), "r", null, null);

        Assert.Equal($"/datasets/v3/trigger?dataset_id={dataset}&include_errors=true&format=json{query}", call.PathAndQuery);
        using var body = JsonDocument.Parse(call.Body);
        Assert.Equal(input, Assert.Single(body.RootElement.GetProperty("input").EnumerateArray()).GetRawText());
        Assert.Equal("[\"ingestion_ref\"]", body.RootElement.GetProperty("custom_input_fields").GetRawText());
    }

    [Fact]
    public void BuildTrigger_WithWebhook_EscapesItAndNeverPrintsItsSecret()
    {
        var input = new CrawlInput("gd_lkaxegm826bjpoo9m5", "facebook", "https://www.facebook.com/ESPN");

        var call = DatasetCatalog.BuildTrigger(input, "r", new Uri("https://us.example/n?a=1&b=2"), "Bearer se+cret");

        Assert.EndsWith("&notify=https%3A%2F%2Fus.example%2Fn%3Fa%3D1%26b%3D2&auth_header=Bearer%20se%2Bcret", call.PathAndQuery, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", call.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_KnownDatasets_BelongToAPlatform()
    {
        Assert.Equal(25, DatasetCatalog.All.Count);
        Assert.All(DatasetCatalog.All, dataset => Assert.Contains(dataset.Platform, PlatformHosts.Platforms));
        Assert.Null(DatasetCatalog.Find("gd_unknown00000000000"));
    }

    [Theory]
    [InlineData("facebook", "https://www.facebook.com/ESPN", true)]
    [InlineData("Twitter", "https://x.com/espn", true)]
    [InlineData("x", "https://mobile.twitter.com./espn", true)]
    [InlineData("youtube", "https://youtu.be/abc", true)]
    [InlineData("facebook", "https://facebook.com.evil.example/ESPN", false)]
    [InlineData("facebook", "https://notfacebook.com/ESPN", false)]
    [InlineData("x", "https://netflix.com/", false)]
    [InlineData("myspace", "https://myspace.com/", false)]
    public void Owns_HostOfAUrl_DependsOnThePlatform(string platform, string url, bool expected) =>
        Assert.Equal(expected, PlatformHosts.Owns(platform, new Uri(url)));
}
