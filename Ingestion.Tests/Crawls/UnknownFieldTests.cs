using System.Text;
using System.Text.RegularExpressions;
using Ingestion.Core.Accounts;
using Ingestion.Core.Crawls;
using Ingestion.Core.Creators;
using Ingestion.Core.Privacy;
using Ingestion.Core.Read;
using Ingestion.Core.Replay;
using Ingestion.Core.Schedules;
using Ingestion.Core.Subscriptions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Crawls;

/// <summary>Every field of every body is known, whatever else the body says, and no other one is.</summary>
[Trait("Category", "Unit")]
public sealed class UnknownFieldTests
{
    private const string Id = "550e8400-e29b-41d4-a716-446655440000";
    private const string Credentials = """{"access_token":"a","refresh_token":"b","expires_at":null,"refresh_expires_at":null}""";
    private const string AccountOrder = """
        "external_id":"1","handle":"a","display_name":"n","schedule":"daily","scopes":["a"],"data_collection_enabled":true,
        "subscription_status":"active","creator_id":null
        """;
    private const string AccountChange = """
        "handle":"a","display_name":"n","page_url":null,"scopes":["a"],"schedule":"daily","data_collection_enabled":true,
        "subscription_status":"active","creator_id":null
        """;

    private static readonly CrawlRequestReader Crawls = new(Options.Create(new CrawlOptions()), TimeProvider.System);
    private static readonly AccountRequestReader Accounts = new(TimeProvider.System);
    private static readonly WebhookRequestReader Webhooks = new(new WebhookTargets(Options.Create(new WebhookOptions()), TimeProvider.System));

    private static readonly Dictionary<string, Func<byte[], IReadOnlyDictionary<string, string[]>>> Readers = new()
    {
        ["crawl"] = json => Crawls.Read(json).Errors,
        ["account"] = json => Accounts.ReadOrder(json).Errors,
        ["account change"] = json => Accounts.ReadChanges(json, new AccountKey(Guid.Empty, "tiktok", "platform")).Errors,
        ["creator"] = json => CreatorRequestReader.ReadOrder(json).Errors,
        ["creator change"] = json => CreatorRequestReader.ReadChanges(json).Errors,
        ["webhook"] = json => Webhooks.ReadOrder(json).Errors,
        ["webhook change"] = json => Webhooks.ReadChanges(json).Errors,
        ["erase"] = json => EraseRequestReader.Read(json).Errors,
        ["job replay"] = json => JobReplaySelection.Read(json).Errors,
        ["dead letter replay"] = json => DeadLetterSelectionReader.Read(json).Errors,
        ["discard"] = json => DiscardRequestReader.Read(json).Errors,
    };

    public static TheoryData<string, string> FullBodies { get; } = new()
    {
        { "crawl", """
            {"dataset_id":"gd_lkaxegm826bjpoo9m5","platform":"facebook","url":"https://www.facebook.com/a","competitor":"c","brand":"b",
             "category":"k","start_date":"2024-12-24","end_date":"2024-12-24","include_profile_data":true,"num_of_posts":10,"dry_run":true}
            """ },
        { "account", $$"""{"platform":"tiktok","source":"platform","credentials":{{Credentials}},"page_url":null,{{AccountOrder}}}""" },
        { "account", $$"""{"platform":"tiktok","source":"brightdata","page_url":"https://www.tiktok.com/@a",{{AccountOrder}}}""" },
        { "account", $$"""{"platform":"spotify",{{AccountOrder}}}""" },
        { "account change", $$"""{"credentials":{{Credentials}},{{AccountChange}}}""" },
        { "creator", """{"name":"n","reference":"r","data_collection_enabled":true,"subscription_status":"active"}""" },
        { "creator change", """{"name":"n","reference":null,"data_collection_enabled":true,"subscription_status":"active"}""" },
        { "webhook", """{"url":"https://app.example.com/x","event_types":["*"],"description":"d"}""" },
        { "webhook change", """{"url":"https://app.example.com/x","event_types":["*"],"description":null,"enabled":true}""" },
        { "erase", $$"""{"account_id":"{{Id}}","creator_id":null}""" },
        { "job replay", $$"""{"ids":["{{Id}}"],"reason":null}""" },
        { "dead letter replay", $$"""{"ids":["{{Id}}"],"reason":"r","dataset_id":"d","crawl_id":"{{Id}}","all":false}""" },
        { "discard", """{"reason":"r"}""" },
    };

    public static TheoryData<string> Names { get; } = [.. Readers.Keys];

    [Theory]
    [MemberData(nameof(FullBodies))]
    public void Read_EveryFieldGiven_IsValid(string reader, string body) => Assert.Empty(Read(reader, body));

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_FieldOfNoRequest_IsNamed(string reader) =>
        Assert.Equal(["is not a field of this request"], Read(reader, """{"max_cost_usd":5}""")["max_cost_usd"]);

    [Theory]
    [MemberData(nameof(FullBodies))]
    public void Read_OtherFieldsFaulty_KnownOnesStayKnown(string reader, string body)
    {
        string faulty = Regex.Replace(body, "\":(\"[^\"]*\"|true|false|null|10)", "\":{\"x\":1}");

        Assert.DoesNotContain(Read(reader, faulty).SelectMany(fault => fault.Value), reason => reason.StartsWith("is not a field", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("crawl", """{"nun_of_posts":10}""", "nun_of_posts", "num_of_posts")]
    [InlineData("account", """{"shedule":"daily"}""", "shedule", "schedule")]
    [InlineData("account", """{"credentials":{"acess_token":"a"}}""", "credentials.acess_token", "credentials.access_token")]
    [InlineData("account change", """{"credentials":{"token":1,"expire_at":"x"}}""", "credentials.expire_at", "credentials.expires_at")]
    [InlineData("webhook change", """{"enabld":true}""", "enabld", "enabled")]
    [InlineData("webhook", """{"descripton":"d"}""", "descripton", "description")]
    [InlineData("dead letter replay", """{"All":true}""", "All", "all")]
    public void Read_MisspelledField_SuggestsTheNearest(string reader, string body, string name, string nearest) =>
        Assert.Equal([$"is not a field of this request; did you mean {nearest}?"], Read(reader, body)[name]);

    [Fact]
    public void Read_ThousandsOfUnknownFields_NamesAFewAndCountsThem()
    {
        string body = $"{{{string.Join(',', Enumerable.Range(0, 5000).Select(n => $"\"x{n}\":1"))}}}";

        IReadOnlyDictionary<string, string[]> faults = Read("creator change", body);

        Assert.Equal(21, faults.Count);
        Assert.Equal(["has 5000 fields that this request does not have"], faults["body"]);
    }

    [Fact]
    public void Read_UnknownNameOfAMebibyte_IsNotRepeated()
    {
        IReadOnlyDictionary<string, string[]> faults = Read("creator change", $"{{\"{new string('x', 1_000_000)}\":1}}");

        Assert.Equal("body", Assert.Single(faults).Key);
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":1,"\udc00x":1}""")]
    [InlineData("""{"ids":[{"\ud800":1}]}""")]
    public void Read_NameWithHalfASurrogatePair_IsAFaultOfTheBody(string body) =>
        Assert.All(Readers.Values, read => Assert.Equal(
            ["must have field names of valid Unicode"], read(Encoding.UTF8.GetBytes(body))["body"]));

    [Theory]
    [InlineData(new byte[] { 0xFF }, new byte[0])]
    [InlineData(new byte[0], new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, new byte[0])]
    public void Read_BytesThatAreNotUtf8_AreAFaultOfTheBody(byte[] name, byte[] value)
    {
        byte[] body = [.. "{\"name"u8, .. name, .. "\":\""u8, .. value, .. "\"}"u8];

        Assert.All(Readers.Values, read => Assert.Equal(["must be UTF-8"], read(body)["body"]));
    }

    [Theory]
    [InlineData("job replay")]
    [InlineData("dead letter replay")]
    public void Read_IdsThatAreNoUuids_AreAFault(string reader)
    {
        foreach (string ids in (string[])["[]", "[1]", "[\"\\ud800\"]", "[\"x\"]", "{}", "\"" + Id + "\"", "[null]"])
        {
            Assert.Contains("ids", Read(reader, $$"""{"ids":{{ids}}}""").Keys);
        }
    }

    private static IReadOnlyDictionary<string, string[]> Read(string reader, string body) => Readers[reader](Encoding.UTF8.GetBytes(body));
}
