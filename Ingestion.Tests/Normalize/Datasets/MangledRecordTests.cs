using System.Text;
using System.Text.Json;
using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Reading;
using Ingestion.Core.Normalize.Schemas;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

/// <summary>Whatever stands in a field: the record has one outcome, and nothing of it is left in the next one.</summary>
[Trait("Category", "Unit")]
public sealed class MangledRecordTests
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "9223372036854775808", "930238260472933300000", "\"\"", "\" \"", "\"12\"",
        "\"1.2K\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[[]]", "[null]", "[1]", "[{}]", "[\"\"]", "[\"#A\",null]",
        "{\"a\":{\"b\":[1]}}", "[{\"url\":1}]", "[{\"url\":\"ftp://a\",\"type\":\"Video\"}]", "[{\"link\":{}}]",
        "\"2024-02-30\"", "\"people\"", "\"https://evil.example/@a\"", "\"https://www.instagram.com/\"", "\"//youtu.be/\"",
        "\"https://www.youtube.com/@%zz\"", "\"https://de.linkedin.com\"", "\"https://www.linkedin.com/company/\"", "\"_\"",
        "\"12_\"", "\"_12\"", "\"@\"", "\"\u2588\"",
    ];

    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };

    public static TheoryData<string> Names => new(
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Payloads/brightdata/records"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)!));

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_WithAnyValueInAnyField_HasOneOutcome(string name)
    {
        var mapper = DatasetMappers.Find(SchemaRegistry.All.Single(schema => schema.Name == name).DatasetIds[0])!;
        var reader = NewReader(mapper);
        foreach (var record in WrittenRecords.All(name).Select(record => record!.ToJsonString()))
        {
            var alone = Describe(Read(NewReader(mapper), record));
            foreach (var field in mapper.Fields.Names)
            {
                Assert.All(Values, value => Assert.Equal(1, Read(reader, Mangled(record, field, value)).Records));
                Assert.Equal(alone, Describe(Read(reader, record)));
            }
        }
    }

    /// <summary>Not through a DOM, which would refuse some of the values. The key comes twice; the last one counts.</summary>
    private static string Mangled(string record, string field, string value) => $"{record[..^1]},\"{field}\":{value}}}";

    private static RecordReader NewReader(DatasetMapper mapper) => new(
        mapper,
        DriftEvaluator.TallyFor(mapper, SchemaRegistry.Find(mapper.DatasetId)!),
        new RecordLimits(),
        Normalizing.DownloadedAt);

    private static string Describe(RecordBatch batch) =>
        JsonSerializer.Serialize((batch.Posts, batch.Profiles, batch.Authors), Fields);

    private static RecordBatch Read(RecordReader reader, string record)
    {
        var bytes = Encoding.UTF8.GetBytes(record);
        var batch = new RecordBatch();
        reader.Read(bytes, new RecordPlace(0, 0, bytes.Length), batch);
        return batch;
    }
}
