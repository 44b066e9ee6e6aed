using System.Text;
using System.Text.Json;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Schemas;
using Ingestion.Tests.Normalize.Datasets;
using Ingestion.Tests.Persistence;
using Ingestion.Tests.Simulators;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Normalize.Schemas;

/// <summary>The schemas against what is read and what came.</summary>
[Trait("Category", "Unit")]
public sealed class MappedSchemaTests
{
    private static readonly DriftEvaluator Evaluator = new(Options.Create(new DriftOptions()));

    public static TheoryData<string> Datasets => new(DatasetMappers.All.Select(mapper => mapper.DatasetId));

    public static TheoryData<string> Written => new(
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Payloads/brightdata/records"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)!));

    [Theory]
    [MemberData(nameof(Datasets))]
    public void Schema_OfEachMapper_KnowsWhatItReads(string datasetId)
    {
        var mapper = DatasetMappers.Find(datasetId)!;

        var schema = SchemaRegistry.Find(datasetId);

        Assert.NotNull(schema);
        Assert.Empty(mapper.Fields.Names.Except(schema.Fields.Select(field => field.Name)));
    }

    [Theory]
    [MemberData(nameof(Datasets))]
    public void EssentialFields_OfEachSchema_AreRead(string datasetId)
    {
        var mapper = DatasetMappers.Find(datasetId)!;

        var essential = SchemaRegistry.Find(datasetId)!.Fields.Where(field => field.Role is not null);

        Assert.Empty(essential.Select(field => field.Name).Except(mapper.Fields.Names.Take(mapper.Fields.Kept)));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public async Task Records_WrittenByHand_FitTheirSchema(string name)
    {
        var schema = SchemaRegistry.All.Single(schema => schema.Name == name);
        var bytes = Encoding.UTF8.GetBytes(WrittenRecords.All(name).ToJsonString());

        var file = await Normalizing.ReadAsync(schema.DatasetIds[0], bytes);
        var report = Evaluator.Evaluate(file.Tally, schema.DatasetIds[0], schema);

        Assert.DoesNotContain(report.Changes, change => change.Kind != DriftKind.Missing);
        Assert.False(report.IsBreaking);
    }

    [RealRecordsFact]
    public async Task Records_OfRealFacebookPosts_ShowNoDrift()
    {
        const string datasetId = "gd_lkaxegm826bjpoo9m5";

        var file = await Normalizing.ReadAsync(datasetId, RealRecords.Read(RealRecords.Facebook));
        var report = Evaluator.Evaluate(file.Tally, datasetId, SchemaRegistry.Find(datasetId)!);

        Assert.Empty(report.Changes);
        Assert.Equal(1000, report.Records);
    }

    [Fact]
    public async Task Records_OfTheSimulator_ShowNoDrift()
    {
        await using var simulator = await SimulatorClient.StartAsync();
        var records = await simulator.RecordsAsync(await simulator.TriggerReadyAsync(posts: 128));

        var file = await Normalizing.ReadAsync(PipelineDatabase.DatasetId, $"[{string.Join(',', records)}]");
        var report = Evaluator.Evaluate(
            file.Tally, PipelineDatabase.DatasetId, SchemaRegistry.Find(PipelineDatabase.DatasetId)!);

        Assert.Empty(report.Changes);
        Assert.Equal(128, report.Records);
    }

    [RealRecordsFact]
    public void Records_OfAllRealFiles_FitTheirSchemas()
    {
        AssertFits("facebook-page-posts", RealRecords.Facebook);
        AssertFits("x-posts", RealRecords.X);
        AssertFits("tiktok-profiles", RealRecords.TikTokProfiles);
    }

    private static void AssertFits(string name, string file)
    {
        var schema = SchemaRegistry.All.Single(schema => schema.Name == name);
        using var json = JsonDocument.Parse(RealRecords.Read(file));
        foreach (var record in json.RootElement.EnumerateArray())
        {
            Assert.All(schema.Fields.Where(field => field.IsAlwaysThere), field => record.GetProperty(field.Name));
            Assert.All(record.EnumerateObject(), value => Assert.Contains(TypeOf(value.Value), TypesOf(schema, value.Name)));
        }
    }

    private static IEnumerable<string> TypesOf(DatasetSchema schema, string field) =>
        schema.ByName[field].Types.SelectMany(type => type == "number" ? ["number", "integer"] : new[] { type });

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
