using System.Text;
using Ingestion.Core.Download;
using Ingestion.Tests.Normalize.Fuzz;
using Xunit;

namespace Ingestion.Tests.Normalize.Reading;

/// <summary>Whatever the download accepted is counted here as it was counted there.</summary>
[Trait("Category", "Unit")]
public sealed class ScannerAgreementTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Counts_OfMutatedSnapshots_AreThoseOfTheDownload(int seed)
    {
        var random = new Random(seed);
        var mutator = new RecordMutator(Encoding.UTF8.GetBytes($"[{SampleRecords.FacebookPost}]"), random);
        for (var round = 0; round < 500; round++)
        {
            var records = Enumerable.Range(0, random.Next(6)).Select(_ => Encoding.UTF8.GetString(mutator.Next()));
            var bytes = Encoding.UTF8.GetBytes(round % 2 == 0 ? $"[{string.Join(',', records)}]" : string.Join('\n', records));
            var scanner = new SnapshotScanner(64 * 1024 * 1024, 256);
            scanner.Feed(bytes);

            var file = await Normalizing.ReadAsync("gd_lkaxegm826bjpoo9m5", bytes);

            if (scanner.Status == ScanStatus.Complete)
            {
                var counts = scanner.Counts;
                Assert.True(
                    (counts.Records, counts.Errors + counts.Warnings) == (file.Records, file.ProviderErrors.Count),
                    $"seed {seed}, round {round}: {counts}, {file.Records} records:\n{Encoding.UTF8.GetString(bytes)}");
            }
        }
    }
}
