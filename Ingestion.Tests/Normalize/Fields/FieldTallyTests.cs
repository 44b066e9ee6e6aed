using System.Text.Json;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;
using Xunit;

namespace Ingestion.Tests.Normalize.Fields;

[Trait("Category", "Unit")]
public sealed class FieldTallyTests
{
    private const string Dataset = "gd_lkaxegm826bjpoo9m5";

    [Fact]
    public async Task Tally_OfSeveralRecords_CountsKindsAndUnknownNames()
    {
        var file = await Normalizing.ReadAsync(Dataset, """
            {"post_id":"1","likes":1,"new":1}
            {"error_code":"dead_page","other":1}
            {"post_id":2,"likes":null,"newer":[]}
            {"likes":"3","likes":4,"n\u0065w":{}}
            []
            """);

        var tally = file.Tally;
        Assert.Equal(3, tally.Records);
        Assert.Equal([2, 1, 0, 0], Counts(tally, "likes"));
        Assert.Equal([1, 0, 1, 1], Counts(tally, "post_id"));
        Assert.Equal([0, 0, 0, 3], Counts(tally, "error_code"));
        Assert.Equal([new("new", 2, 0), new("newer", 1, 2)], tally.Unknown);
    }

    [Fact]
    public async Task Unknown_MoreThanAHundredNames_AreCut()
    {
        var names = string.Join(',', Enumerable.Range(0, 150).Select(number => $"\"n{number}\":1"));

        var file = await Normalizing.ReadAsync(Dataset, $"{{{names}}}");

        Assert.Equal(FieldTally.MaxUnknown, file.Tally.Unknown.Count);
    }

    [Fact]
    public void Fields_WithKnownNames_KeepTheirPositions()
    {
        var mapper = DatasetMappers.Find(Dataset)!;

        var fields = mapper.Fields.With(["likes", "page_logo"]);

        Assert.Equal(mapper.Fields.Kept, fields.Kept);
        Assert.Equal([.. mapper.Fields.Names, "page_logo"], fields.Names);
        Assert.Equal("post_id", fields.Names[0]);
    }

    /// <summary>Numbers, nulls, texts and records without the field.</summary>
    private static long[] Counts(FieldTally tally, string name)
    {
        var field = tally.Fields.Names.ToList().IndexOf(name);
        JsonTokenType[] kinds = [JsonTokenType.Number, JsonTokenType.Null, JsonTokenType.String, JsonTokenType.None];
        return [.. kinds.Select(kind => tally.Count(field, kind))];
    }
}
