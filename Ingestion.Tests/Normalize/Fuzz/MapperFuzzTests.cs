using System.Globalization;
using System.Text;
using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Reading;
using Ingestion.Tests.Normalize.Reference;
using Xunit;
using Xunit.Abstractions;

namespace Ingestion.Tests.Normalize.Fuzz;

/// <summary>
/// The mappers against the slow reference on mutated records; real ones where there are any. <c>INGESTION_FUZZ_CASES</c> sets
/// how many in all (default 100,000), <c>INGESTION_FUZZ_SEED</c> repeats a run.
/// </summary>
[Trait("Category", "Unit")]
public sealed class MapperFuzzTests(ITestOutputHelper output)
{
    private const int DefaultCases = 100_000;
    private const int Datasets = 5;

    [Fact]
    public void FacebookPosts_MutatedRecords_AreWhatTheReferenceMakesOfThem() => Compare(
        "gd_lkaxegm826bjpoo9m5", RealRecords.Facebook, SampleRecords.FacebookPost, () => new ReferenceFacebook(isReels: false), 2);

    [Fact]
    public void FacebookReels_MutatedRecords_AreWhatTheReferenceMakesOfThem() => Compare(
        "gd_lyclm3ey2q6rww027t", RealRecords.Facebook, SampleRecords.FacebookPost, () => new ReferenceFacebook(isReels: true), 1);

    [Fact]
    public void XPosts_MutatedRecords_AreWhatTheReferenceMakesOfThem() => Compare(
        "gd_lwxkxvnf1cynvib9co", RealRecords.X, SampleRecords.XPost, () => new ReferenceX(), 1);

    [Fact]
    public void TikTokProfiles_MutatedRecords_AreWhatTheReferenceMakesOfThem() => Compare(
        "gd_l1villgoiiidt09ci", RealRecords.TikTokProfiles, SampleRecords.TikTokProfile, () => new ReferenceTikTokProfiles(), 1);

    private static int Setting(string name, int otherwise) => Environment.GetEnvironmentVariable(name) is { } value
        ? int.Parse(value, CultureInfo.InvariantCulture)
        : otherwise;

    private void Compare(string datasetId, string file, string sample, Func<IReferenceMapper> reference, int share)
    {
        var seed = Setting("INGESTION_FUZZ_SEED", Random.Shared.Next());
        var cases = Setting("INGESTION_FUZZ_CASES", DefaultCases) / Datasets * share;
        output.WriteLine($"{cases} cases, INGESTION_FUZZ_SEED={seed}");
        var records = RealRecords.Absence is null ? RealRecords.Read(file) : Encoding.UTF8.GetBytes($"[{sample}]");
        var mutator = new RecordMutator(records, new Random(seed));
        var mapper = DatasetMappers.Find(datasetId)!;
        var reader = new RecordReader(mapper, new FieldTally(mapper.Fields), new RecordLimits(), Normalizing.DownloadedAt);
        var batch = new RecordBatch();
        for (var number = 0; number < cases; number++)
        {
            var record = mutator.Next();
            var place = new RecordPlace(number, 7 * number, record.Length);
            var expected = ReferenceMapper.Map(reference(), record, place, Normalizing.DownloadedAt);

            batch.Clear();
            reader.Read(record, place, batch);

            Assert.True(
                expected == ReferenceOutcome.Of(batch),
                $"seed {seed}, case {number}:\nexpected {expected}\nactual   {ReferenceOutcome.Of(batch)}\n{Encoding.UTF8.GetString(record)}");
        }
    }
}
