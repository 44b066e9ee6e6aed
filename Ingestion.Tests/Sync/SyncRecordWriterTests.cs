using System.Text;
using System.Text.Json;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Sync;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Sync;

[Trait("Category", "Unit")]
public sealed class SyncRecordWriterTests
{
    private static readonly FetchAccount Account = new(
        new Guid("01939a3c-0000-7000-8000-000000000001"), "acme", "youtube", "UCacme", null, []);

    private static readonly ManualTimeProvider Clock = new(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Line_APost_IsTheItemInItsEnvelope() => Assert.Equal(
        """{"account":{"account_id":"01939a3c-0000-7000-8000-000000000001","external_id":"UCacme","handle":"acme","followers":12},"fetched_at":"2026-11-21T10:00:00Z","post":{"id":"1"},"insights":[{"a":1},[]],"includes":[{"b":2}]}"""
            + "\n",
        Line(new FetchedRecord(FetchedRecord.Post, Parse("{\"id\":\"1\"}"))
        {
            Insights = [Parse("{\"a\":1}"), Parse("[]")],
            Includes = [Parse("{\"b\":2}")],
        }, 12));

    [Fact]
    public void Line_InsightsThatNameNoDay_HasTheDayBesideThem() => Assert.EndsWith(
        "\"profile\":{},\"insights_date\":\"2026-11-18\",\"insights\":[{\"a\":1}]}\n",
        Line(Dated() with { Insights = [Parse("{ \"a\": 1 }")] }, null),
        StringComparison.Ordinal);

    [Fact]
    public void Line_NoInsights_HasNoDay() => Assert.EndsWith("\"profile\":{}}\n", Line(Dated(), null), StringComparison.Ordinal);

    [Theory]
    [InlineData("{ \"a\" :\r\n [ 1 ,\t2.50e1 ] }", "{\"a\":[1,2.50e1]}")]
    [InlineData("{\"a\": \"two  words, \\\" { : } \\\\\", \"b\" : \" \"}", "{\"a\":\"two  words, \\\" { : } \\\\\",\"b\":\" \"}")]
    [InlineData("{\"a\": \"\\ud800 \\u0041 \\/ \u00e9\"}", "{\"a\":\"\\ud800 \\u0041 \\/ \u00e9\"}")]
    [InlineData("{\"a\": 12345678901234567890123, \"a\": 1.0}", "{\"a\":12345678901234567890123,\"a\":1.0}")]
    public void Line_WhateverThePlatformSent_OnlyLosesWhiteSpaceBetweenValues(string sent, string kept) =>
        Assert.Contains($"\"profile\":{kept}}}\n", Line(new FetchedRecord(FetchedRecord.Profile, Parse(sent)), null), StringComparison.Ordinal);

    private static FetchedRecord Dated() => new(FetchedRecord.Profile, Parse("{}")) { InsightsDate = new DateOnly(2026, 11, 18) };

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private static string Line(FetchedRecord record, long? followers)
    {
        using SyncRecordWriter writer = new(Account, Clock);
        writer.Line(record, new FetchSubject("other", 1));
        return Encoding.UTF8.GetString(writer.Line(record, new FetchSubject("acme", followers)).Span);
    }
}
