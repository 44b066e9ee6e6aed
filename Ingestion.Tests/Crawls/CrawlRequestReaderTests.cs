using System.Text;
using Ingestion.Core.Crawls;
using Ingestion.Tests.Fixtures;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Unit")]
public sealed class CrawlRequestReaderTests
{
    private const string Seed = """
        {
          "dataset_id": "gd_lkaxegm826bjpoo9m5", "platform": "facebook", "competitor": "nutifood", "brand": "growplus-nutifood",
          "category": "sua-bot-tre-em", "url": "https://www.facebook.com/GrowPLUScuaNutiFood/", "start_date": "2024-12-24",
          "end_date": "2024-12-24", "include_profile_data": true, "num_of_posts": 10
        }
        """;

    private readonly CrawlRequestReader reader = new(
        Options.Create(new CrawlOptions()), new ManualTimeProvider(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Read_SeedExample_GivesEveryField()
    {
        CrawlRequestResult result = Read(Seed);

        Assert.Empty(result.Errors);
        Assert.Equal(
            new CrawlRequest
            {
                DatasetId = "gd_lkaxegm826bjpoo9m5",
                Platform = "facebook",
                Competitor = "nutifood",
                Brand = "growplus-nutifood",
                Category = "sua-bot-tre-em",
                Url = "https://www.facebook.com/GrowPLUScuaNutiFood/",
                StartDate = new DateOnly(2024, 12, 24),
                EndDate = new DateOnly(2024, 12, 24),
                IncludeProfileData = true,
                NumOfPosts = 10,
            },
            result.Request);
    }

    [Theory]
    [InlineData("""{"dataset_id":"gd_lkaxegm826bjpoo9m5","url":"https://m.facebook.com/a"}""", "facebook")]
    [InlineData("""{"dataset_id":"gd_unknown1","url":"https://www.tiktok.com/@a"}""", "tiktok")]
    [InlineData("""{"dataset_id":"gd_unknown1","platform":"Twitter","url":"http://x.com/a"}""", "x")]
    [InlineData("""{"dataset_id":"gd_unknown1","platform":null,"url":"https://youtu.be/a","brand":""}""", "youtube")]
    public void Read_PlatformMissingOrAnAlias_IsInferred(string body, string platform) =>
        Assert.Equal(platform, Read(body).Request!.Platform);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("""{"url":"https://x.com/a","url":"https://x.com/b"}""")]
    public void Read_NotAnObject_IsAFaultOfTheBody(string body)
    {
        CrawlRequestResult result = Read(body);

        Assert.Null(result.Request);
        Assert.Equal(["body"], result.Errors.Keys);
    }

    [Fact]
    public void Read_NestedThousandDeepOrTooLong_IsAFaultOfTheBody()
    {
        string deep = $$"""{"a":{{new string('[', 1000)}}{{new string(']', 1000)}}}""";

        Assert.Equal(["body"], Read(deep).Errors.Keys);
        Assert.Equal(["body"], Read($"{{\"a\":\"{new string('x', RequestDocument.MaxBodyBytes)}\"}}").Errors.Keys);
    }

    [Fact]
    public void Read_EverythingWrong_ReportsEveryFieldAtOnce()
    {
        CrawlRequestResult result = Read("""
            {"dataset_id":7,"platform":"myspace","url":"ftp://x.com","start_date":"24.12.2024","end_date":"2024-02-30",
             "num_of_posts":0,"include_profile_data":"yes","brand":["a"],"competitor":"a\u0000b","category":"\ud800"}
            """);

        Assert.Equal(
            [
                "brand", "category", "competitor", "dataset_id", "end_date", "include_profile_data", "num_of_posts", "platform",
                "start_date", "url",
            ],
            result.Errors.Keys.Order());
        Assert.Null(result.Request);
    }

    [Theory]
    [InlineData("{}", "dataset_id", "is required")]
    [InlineData("{}", "url", "is required")]
    [InlineData("""{"dataset_id":"GD_x"}""", "dataset_id", "must look like gd_lkaxegm826bjpoo9m5")]
    [InlineData("""{"dataset_id":"gd_x\n"}""", "dataset_id", "must not contain control characters")]
    [InlineData("""{"num_of_posts":1000001}""", "num_of_posts", "must be a whole number from 1 to 1000000")]
    [InlineData("""{"num_of_posts":-1}""", "num_of_posts", "must be a whole number from 1 to 1000000")]
    [InlineData("""{"num_of_posts":1.5}""", "num_of_posts", "must be a whole number from 1 to 1000000")]
    [InlineData("""{"num_of_posts":99999999999999999999}""", "num_of_posts", "must be a whole number from 1 to 1000000")]
    [InlineData("""{"num_of_posts":"10"}""", "num_of_posts", "must be a number")]
    [InlineData("""{"start_date":"2024-12-25","end_date":"2024-12-24"}""", "end_date", "must not be before start_date")]
    [InlineData("""{"start_date":"1999-12-31"}""", "start_date", "must be between 2000-01-01 and 2027-11-22")]
    [InlineData("""{"end_date":"9999-12-31"}""", "end_date", "must be between 2000-01-01 and 2027-11-22")]
    [InlineData("""{"start_date":"2024-12-24T00:00:00Z"}""", "start_date", "must be a date of the form yyyy-MM-dd")]
    [InlineData("""{"url":"http://10.0.0.1/"}""", "url", "must name a host, not an address")]
    [InlineData("""{"url":"http://db.internal/"}""", "url", "must name a public host")]
    [InlineData("""{"url":"ftp://www.facebook.com/a"}""", "url", "must be an absolute http or https URL")]
    [InlineData("""{"dataset_id":"gd_lkaxegm826bjpoo9m5","url":"https://x.com/a"}""", "url", "must be on a host of facebook: facebook.com, fb.com, fb.watch")]
    public void Read_Fault_NamesTheReason(string body, string field, string reason) =>
        Assert.Contains(reason, Read(body).Errors[field]);

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://localhost/")]
    [InlineData("http://facebook.com.localhost/")]
    [InlineData("http://db.internal/")]
    [InlineData("https://user:pw@www.facebook.com/a")]
    [InlineData("https://www.facebook.com:8443/a")]
    [InlineData("https://www.facebook.com\\\\@evil.example/")]
    [InlineData("https://evil.example/www.facebook.com")]
    [InlineData("https://facebook.com.evil.example/")]
    [InlineData("https://notfacebook.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//www.facebook.com/a")]
    [InlineData("www.facebook.com/a")]
    [InlineData("https://x.com/a")]
    public void Read_UrlThatIsNotAPublicPageOfThePlatform_IsRefused(string url)
    {
        CrawlRequestResult result = Read($$"""{"dataset_id":"gd_lkaxegm826bjpoo9m5","platform":"facebook","url":"{{url}}"}""");

        Assert.Equal(["url"], result.Errors.Keys);
    }

    [Fact]
    public void Read_DatasetOfAnotherPlatform_IsRefused()
    {
        CrawlRequestResult result = Read(
            """{"dataset_id":"gd_lkaxegm826bjpoo9m5","platform":"tiktok","url":"https://www.tiktok.com/@a"}""");

        Assert.Equal(["platform"], result.Errors.Keys);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("é", false)]
    [InlineData("a\tb", false)]
    public void IdempotencyKey_PrintableAscii_IsValid(string? key, bool expected) =>
        Assert.Equal(expected, IdempotencyKeys.IsValid(key));

    private CrawlRequestResult Read(string body) => reader.Read(Encoding.UTF8.GetBytes(body));
}
