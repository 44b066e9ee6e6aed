using System.Text;
using Ingestion.Core.Accounts;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Accounts;

[Trait("Category", "Unit")]
public sealed class AccountRequestReaderTests
{
    private const string TikTok = """ "platform":"tiktok","external_id":"0a1b" """;
    private const string Tokens = """ "credentials":{"access_token":"act.abc"} """;
    private const string Page = """ "page_url":"https://www.tiktok.com/@acme" """;

    private static readonly AccountKey Account = new(Guid.NewGuid(), "tiktok", "platform");

    private readonly AccountRequestReader reader = new(new ManualTimeProvider(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero)));

    public static TheoryData<string, string> Faulty { get; } = new()
    {
        { "", "body" },
        { "[]", "body" },
        { "{}", "external_id platform" },
        { "{" + TikTok + "}", "credentials" },
        { """{"platform":"myspace","external_id":"1"}""", "platform" },
        { """{"platform":"tiktok","external_id":"a b",""" + Tokens + "}", "external_id" },
        { """{"platform":"tiktok","external_id":"a/b",""" + Tokens + "}", "external_id" },
        { "{" + TikTok + ""","credentials":"act.abc"}""", "credentials" },
        { "{" + TikTok + ""","credentials":{}}""", "credentials.access_token" },
        { "{" + TikTok + ""","credentials":{"access_token":" act.abc"}}""", "credentials.access_token" },
        { "{" + TikTok + ""","credentials":{"access_token":"act.abc "}}""", "credentials.access_token" },
        { "{" + TikTok + ""","credentials":{"access_token":"act.abc\n"}}""", "credentials.access_token" },
        { "{" + TikTok + ""","credentials":{"access_token":"Bearer act.abc"}}""", "credentials.access_token" },
        { "{" + TikTok + ""","credentials":{"access_token":"\"act.abc\""}}""", "credentials.access_token" },
        { "{" + TikTok + ""","credentials":{"access_token":"act.äbc"}}""", "credentials.access_token" },
        { "{" + TikTok + ""","credentials":{"access_token":"a","refresh_token":"r t"}}""", "credentials.refresh_token" },
        { "{" + TikTok + ""","credentials":{"access_token":"a","expires_at":"2026-11-21T09:00:00Z"}}""", "credentials.expires_at" },
        { "{" + TikTok + ""","credentials":{"access_token":"a","expires_at":"soon"}}""", "credentials.expires_at" },
        { "{" + TikTok + ""","credentials":{"access_token":"a","refresh_expires_at":"2020-01-01"}}""", "credentials.refresh_expires_at" },
        { """{"platform":"spotify","external_id":"0abcDEF",""" + Tokens + "}", "credentials" },
        { "{" + TikTok + ""","source":"scraper",""" + Tokens + "}", "source" },
        { "{" + TikTok + ""","source":"brightdata"}""", "page_url" },
        { "{" + TikTok + ""","source":"brightdata",""" + Page + "," + Tokens + "}", "credentials" },
        { "{" + TikTok + ""","source":"brightdata","page_url":"https://www.facebook.com/acme"}""", "page_url" },
        { "{" + TikTok + ""","source":"brightdata","page_url":"http://10.0.0.1/"}""", "page_url" },
        { """{"platform":"spotify","external_id":"1","source":"brightdata","page_url":"https://open.spotify.com/artist/1"}""", "source" },
        { "{" + TikTok + "," + Tokens + ""","scopes":"video.list"}""", "scopes" },
        { "{" + TikTok + "," + Tokens + ""","scopes":["video list"]}""", "scopes" },
        { "{" + TikTok + "," + Tokens + ""","creator_id":"me"}""", "creator_id" },
        { "{" + TikTok + "," + Tokens + ""","data_collection_enabled":"yes","subscription_status":"free"}""",
            "data_collection_enabled subscription_status" },
    };

    public static TheoryData<string, string> Schedules { get; } = new()
    {
        { "weekly", "must be hourly, daily, paused or a cron" },
        { "0 2 * * *", "has 5" },
        { "0 0 2 * * * 2027", "has 7" },
        { "0 0 25 * * *", "is not a cron" },
        { "0 * * * * *", "more often than every 15 minutes" },
        { "0 0,5 2 * * *", "more often than every 15 minutes" },
        { "0 0 0 31 2 *", "never comes true" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void ReadOrder_Faulty_NamesEveryField(string body, string fields)
    {
        RequestRead<NewAccount> read = Read(body);

        Assert.Null(read.Request);
        Assert.Equal(fields.Split(' '), read.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("act.", string.Join(' ', read.Errors.Values.SelectMany(reasons => reasons)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void ReadOrder_FaultySchedule_SaysWhy(string schedule, string reason)
    {
        RequestRead<NewAccount> read = Read("{" + TikTok + "," + Tokens + $$""","schedule":"{{schedule}}"}""");

        Assert.Contains(reason, Assert.Single(read.Errors["schedule"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hourly")]
    [InlineData("paused")]
    [InlineData("0 30 2 * * *")]
    [InlineData("0 0 0 29 2 *")]
    public void ReadOrder_Schedule_IsKept(string schedule) =>
        Assert.Equal(schedule, Read("{" + TikTok + "," + Tokens + $$""","schedule":"{{schedule}}"}""").Request!.Schedule);

    [Fact]
    public void ReadOrder_LeastBody_HasTheDefaults()
    {
        NewAccount account = Read("""{"platform":"TikTok","external_id":"0a1b","handle":"@Acme",""" + Tokens + "}").Request!;

        Assert.Equal(("tiktok", "0a1b", "acme"), (account.Platform, account.ExternalId, account.Handle));
        Assert.Equal(("platform", "daily", true, "active"),
            (account.Source, account.Schedule, account.DataCollectionEnabled, account.SubscriptionStatus));
        Assert.Equal(("act.abc", null), (account.Tokens!.AccessToken, account.Tokens.RefreshToken));
        Assert.DoesNotContain("act.abc", account.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadOrder_SpotifyAndPublicPage_NeedNoCredentials()
    {
        Assert.Empty(Read("""{"platform":"spotify","external_id":"0abcDEF"}""").Errors);
        Assert.Empty(Read("{" + TikTok + ""","source":"brightdata",""" + Page + "}").Errors);
    }

    [Fact]
    public void ReadChanges_FieldsThatMayNotChange_AreNamed()
    {
        RequestRead<AccountChanges> read = reader.ReadChanges(
            Encoding.UTF8.GetBytes("""{"platform":"x","external_id":"2","source":"platform"}"""), Account);

        Assert.Equal(["external_id", "platform", "source"], read.Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ReadChanges_OneField_LeavesTheOthersAlone()
    {
        AccountChanges changes = reader.ReadChanges("""{"data_collection_enabled":false}"""u8.ToArray(), Account).Request!;

        Assert.Equal(new AccountChanges { DataCollectionEnabled = false, Cleared = changes.Cleared }, changes);
        Assert.Empty(changes.Cleared);
    }

    [Fact]
    public void ReadChanges_NullInOptionalFields_EmptiesThem()
    {
        AccountChanges changes = reader.ReadChanges(
            """{"handle":null,"display_name":null,"creator_id":null,"page_url":null,"scopes":null,"schedule":null,"credentials":null}"""u8.ToArray(),
            Account).Request!;

        Assert.Equal(["handle", "display_name", "creator_id", "page_url", "scopes"], changes.Cleared);
    }

    [Fact]
    public void ReadChanges_NullForThePublicPageThatIsRead_IsRefused() => Assert.Equal(
        ["page_url"], reader.ReadChanges("""{"page_url":null}"""u8.ToArray(), Account with { Source = "brightdata" }).Errors.Keys);

    private RequestRead<NewAccount> Read(string body) => reader.ReadOrder(Encoding.UTF8.GetBytes(body));
}
