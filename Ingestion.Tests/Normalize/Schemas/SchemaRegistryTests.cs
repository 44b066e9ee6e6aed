using System.Text;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Schemas;
using Ingestion.Core.Providers.BrightData;
using Ingestion.Tests.Registration;
using Xunit;

namespace Ingestion.Tests.Normalize.Schemas;

[Trait("Category", "Unit")]
public sealed class SchemaRegistryTests
{
    private static readonly string[] Envelope =
    [
        "timestamp", "input", "discovery_input", "ingestion_ref", "error", "error_code", "warning", "warning_code",
        "status_code",
    ];

    public static TheoryData<string> Names => new(SchemaRegistry.All.Select(schema => schema.Name));

    [Fact]
    public void Find_ADatasetWithASchema_GivesTheNewest()
    {
        DatasetSchema? schema = SchemaRegistry.Find("gd_lyclm20il4r5helnj");

        Assert.Equal(("instagram-reels", 1, "Instagram reels"), (schema!.Name, schema.Version, schema.Title));
    }

    [Fact]
    public void Find_AnUnknownDataset_GivesNone() => Assert.Null(SchemaRegistry.Find("gd_unknown"));

    [Fact]
    public void Versions_OfEachSchema_CountFromOneWithoutGaps()
    {
        foreach (IGrouping<string, DatasetSchema> versions in SchemaRegistry.ReadAll().GroupBy(schema => schema.Name))
        {
            Assert.Equal(Enumerable.Range(1, versions.Count()), versions.Select(schema => schema.Version).Order());
        }
    }

    [Fact]
    public void Datasets_OfAllSchemas_AreKnownAndHaveOneEach()
    {
        string[] ids = [.. SchemaRegistry.All.SelectMany(schema => schema.DatasetIds)];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(DatasetCatalog.Find(id) is not null || AccountPlatforms.All.Any(name => ApiDatasets.IdOf(name) == id), id));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_Each_MarksAnIdAndKnowsTheEnvelope(string name)
    {
        DatasetSchema schema = SchemaRegistry.All.Single(schema => schema.Name == name);

        Assert.Contains(schema.Fields, field => field.Role == "id");
        Assert.Empty(Envelope.Except(schema.Fields.Select(field => field.Name)));
        Assert.All(schema.Fields, field => Assert.NotEqual(JsonKinds.None, field.Kinds & ~JsonKinds.Null));
        Assert.All(schema.Fields.Where(field => field.IsHideable), field => Assert.True(field.Kinds.HasFlag(JsonKinds.Null)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Page_EachSchema_ListsItsFieldsAndDatasets(string name)
    {
        DatasetSchema schema = SchemaRegistry.All.Single(schema => schema.Name == name);
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/datasets", $"{name}.md"));

        Assert.StartsWith($"# {schema.Title}\n", page, StringComparison.Ordinal);
        Assert.All(schema.DatasetIds, id => Assert.Contains($"`{id}`", page, StringComparison.Ordinal));
        Assert.Equal(
            schema.Fields.Select(field =>
                (field.Name, string.Join(" or ", field.Types), field.IsAlwaysThere ? "Yes" : "No", Meaning(field))),
            DatasetPage.Rows(name));
    }

    [Fact]
    public void Pages_OfAllDatasets_AreThoseOfTheRegistry() =>
        Assert.Equal(SchemaRegistry.All.Select(schema => schema.Name), DocPage.Names("docs/datasets"));

    [Theory]
    [InlineData("\"minimum\":0,", "unknown keyword minimum")]
    [InlineData("\"x-role\":\"key\",", "x-role key is unknown")]
    public void Read_AKeywordThatTheRegistryDoesNotUse_IsRefused(string extra, string fault)
    {
        string json = $$"""
            {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"a/v1","title":"A","x-datasets":["gd_1"],
            "type":"object","required":["id"],"properties":{"id":{ {{extra}}"type":"string","description":"Id."} } }
            """;

        JsonException exception = Assert.Throws<JsonException>(
            () => SchemaReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "a", 1));

        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    private static string Meaning(SchemaField field) =>
        field.Role is null ? field.Description : $"{field.Description} Essential: {field.Role}.";
}
