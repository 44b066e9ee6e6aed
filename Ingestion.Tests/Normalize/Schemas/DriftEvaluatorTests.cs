using System.Text;
using Ingestion.Core.Normalize.Schemas;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Normalize.Schemas;

[Trait("Category", "Unit")]
public sealed class DriftEvaluatorTests
{
    private static readonly DatasetSchema Schema = Read("""
        "post_id": {"type":"string","x-role":"id","description":"."},
        "pk": {"type":["string","null"],"x-role":"id","description":"."},
        "author": {"type":"string","x-role":"author","description":"."},
        "likes": {"type":["integer","null"],"x-role":"likes","description":"."},
        "views": {"type":["integer","null"],"x-role":"views","x-hideable":true,"description":"."},
        "text": {"type":["string","null"],"description":"."},
        "page_likes": {"type":["integer","null"],"description":"."}
        """);

    [Fact]
    public void Evaluate_RecordsAsTheSchemaSays_FindsNothing()
    {
        DriftReport report = Evaluate(Repeat(6, """{"post_id":"1","author":"a","likes":1,"views":null,"text":null}"""));

        Assert.Empty(report.Changes);
        Assert.False(report.IsBreaking);
        Assert.Equal(6, report.Records);
    }

    [Fact]
    public void Evaluate_AnUnknownField_IsNewWithCountAndFirstPlace()
    {
        DriftReport report = Evaluate(
            [Whole(), Whole(""","color":"red" """), Whole(""","color":3""")], firstIndex: 10);

        DriftChange change = Assert.Single(report.Changes);
        Assert.Equal(new DriftChange("$.color", DriftKind.New, 2, null, null, "$[11].color", IsBreaking: false), change);
    }

    [Fact]
    public void Evaluate_AFieldThatIsNotAlwaysThere_MayBeAbsent() =>
        Assert.Empty(Evaluate(Repeat(9, """{"post_id":"1","author":"a","likes":1,"views":2,"text":"t"}""")).Changes);

    [Fact]
    public void Evaluate_AnAbsentField_IsMissingWithTheFirstRecordWithoutIt()
    {
        DriftReport report = Evaluate([Whole(), Whole(), """{"post_id":"1","author":"a","likes":1,"views":2}"""]);

        Assert.Equal(
            [new DriftChange("$.text", DriftKind.Missing, 1, "string or null", "absent", "$[2].text", IsBreaking: false)],
            report.Changes);
    }

    [Fact]
    public void Evaluate_AnotherType_IsRetypedAndReadableTextIsNotBreaking()
    {
        DriftReport report = Evaluate(Repeat(6, """{"post_id":"1","author":"a","likes":"1","views":2,"text":"t"}"""));

        Assert.Equal(
            [new DriftChange("$.likes", DriftKind.Retyped, 6, "integer or null", "string", "$[0].likes", IsBreaking: false)],
            report.Changes);
    }

    [Theory]
    [InlineData("""{"post_id":"1","author":"a","views":2,"text":"t"}""", "$.likes")]
    [InlineData("""{"post_id":"1","author":"a","likes":null,"views":2,"text":"t"}""", "$.likes")]
    [InlineData("""{"post_id":"1","author":"a","likes":{"num":1},"views":2,"text":"t"}""", "$.likes")]
    [InlineData("""{"post_id":"1","author":null,"likes":1,"views":2,"text":"t"}""", "$.author")]
    [InlineData("""{"post_id":"1","author":"a","likes":1,"text":"t"}""", "$.views")]
    public void Evaluate_AnEssentialFieldGoneFromMostRecords_IsBreaking(string record, string path)
    {
        DriftReport report = Evaluate([.. Repeat(4, record), .. Repeat(3, Whole())]);

        DriftChange change = Assert.Single(report.Changes);
        Assert.Equal((path, true, 4L), (change.Path, change.IsBreaking, change.Affected));
        Assert.True(report.IsBreaking);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 4)]
    public void Evaluate_AnEssentialFieldGoneFromFewOrHalf_IsNotBreaking(int without, int with) => Assert.False(Evaluate(
        [.. Repeat(without, """{"post_id":"1","author":"a","views":2,"text":"t"}"""), .. Repeat(with, Whole())]).IsBreaking);

    [Fact]
    public void Evaluate_OneOfTwoIdsGone_IsNotBreaking()
    {
        DriftReport report = Evaluate(Repeat(6, """{"pk":"1","author":"a","likes":1,"views":2,"text":"t"}"""));

        Assert.Equal(("$.post_id", false), (report.Changes[0].Path, report.IsBreaking));
    }

    [Fact]
    public void Evaluate_BothIdsGone_NamesBoth()
    {
        DriftReport report = Evaluate(Repeat(6, """{"author":"a","likes":1,"views":2,"text":"t"}"""));

        Assert.Equal(["$.pk", "$.post_id"], report.Changes.Where(change => change.IsBreaking).Select(change => change.Path));
    }

    [Fact]
    public void Evaluate_ACountThatMayBeHidden_MayBeNullEverywhere() =>
        Assert.Empty(Evaluate(Repeat(9, """{"post_id":"1","author":"a","likes":1,"views":null,"text":"t"}""")).Changes);

    [Fact]
    public void Evaluate_AStrangeName_GivesAPathThatCanBeRead()
    {
        DriftReport report = Evaluate([Whole(""","it's a\nname":1""")]);

        Assert.Equal(@"$['it\'s a\u000aname']", report.Changes[0].Path);
    }

    [Fact]
    public void Evaluate_NamesThatAreTheSameOncePrintable_GiveOneRow()
    {
        DriftReport report = Evaluate([Whole(""","a\u0000":1"""), Whole(""","a\ufffd":1""")]);

        Assert.Equal(["$['a\uFFFD']"], report.Changes.Select(change => change.Path));
    }

    private static string Whole(string more = "") =>
        $$"""{"post_id":"1","author":"a","likes":1,"views":2,"text":"t"{{more}}}""";

    private static string[] Repeat(int times, string record) => [.. Enumerable.Repeat(record, times)];

    private static DriftReport Evaluate(string[] records, long firstIndex = 0) =>
        new DriftEvaluator(Options.Create(new DriftOptions()))
            .Evaluate(Tally.Of(Schema, records, firstIndex), "gd_test", Schema);

    private static DatasetSchema Read(string properties) => SchemaReader.Read(
        new MemoryStream(Encoding.UTF8.GetBytes($$"""
            {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"test/v1","title":"Test","x-datasets":["gd_test"],
            "type":"object","required":["post_id","author","likes","views","text"],"properties":{ {{properties}} } }
            """)),
        "test",
        1);
}
