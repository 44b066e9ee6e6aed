using System.Text;
using System.Text.Json;
using Ingestion.Core.Download;
using Ingestion.Tests.Providers.BrightData;
using Xunit;

namespace Ingestion.Tests.Download;

/// <summary>The scanner against the framework's parser: same verdict and same number of records for seeded mutations.</summary>
[Trait("Category", "Unit")]
public sealed class SnapshotScannerFuzzTests
{
    private static readonly byte[] Interesting = [.. "\"\\{}[],:0123456789.eE+-truefalsn \n\t/u"u8, 0, 0x1f, 0x7f];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Verdict_OfMutatedArrays_IsThatOfTheFramework(int seed)
    {
        var random = new Random(seed);
        var original = Payload.Bytes("posts.json");
        for (var round = 0; round < 5000; round++)
        {
            var bytes = Mutate(original, random);
            var expected = Framework(bytes);

            var scanner = Scan(bytes, random);

            Assert.True(
                expected == (scanner.Status == ScanStatus.Complete ? scanner.Counts.Records : -1),
                $"seed {seed}, round {round}: {scanner.Status} {scanner.Reason} at {scanner.Offset}: {Encoding.UTF8.GetString(bytes)}");
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = new List<byte>(original);
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = Interesting[random.Next(Interesting.Length)];
                    break;
                case 1:
                    bytes.Insert(at, Interesting[random.Next(Interesting.Length)]);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Records of an array; -1 for anything that is no array. Seeds keep the array's opening in almost all rounds.</summary>
    private static long Framework(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.ValueKind switch
            {
                JsonValueKind.Array => json.RootElement.GetArrayLength(),
                JsonValueKind.Object => 1,
                _ => -1,
            };
        }
        catch (JsonException)
        {
            return -1;
        }
    }

    private static SnapshotScanner Scan(byte[] bytes, Random random)
    {
        var scanner = new SnapshotScanner(1 << 20, 256);
        var rest = bytes.AsSpan();
        while (!rest.IsEmpty)
        {
            var take = Math.Min(random.Next(1, 64), rest.Length);
            scanner.Feed(rest[..take]);
            rest = rest[take..];
        }

        return scanner;
    }
}
