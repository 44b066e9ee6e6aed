using System.Text.Json;
using Ingestion.Core.Normalize;

namespace Ingestion.Bench.Normalize;

/// <summary>
/// What one would write first: <c>JsonSerializer</c> into a class with the fields that are kept, and from there the canonical
/// post. Spares itself addresses, unusual types, places and bad values.
/// </summary>
internal sealed class SerializerPeer
{
    private const int BatchRecords = 1000;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Func<ReadOnlySpan<byte>, CanonicalPost> _read;

    private SerializerPeer(Func<ReadOnlySpan<byte>, CanonicalPost> read) => _read = read;

    public static SerializerPeer OfFacebook(DateTimeOffset observedAt) =>
        new(record => JsonSerializer.Deserialize<FacebookRow>(record, Options)!.ToPost(observedAt));

    public static SerializerPeer OfX(DateTimeOffset observedAt) =>
        new(record => JsonSerializer.Deserialize<XRow>(record, Options)!.ToPost(observedAt));

    /// <summary>Reads all records as often as asked, holding a batch of posts at a time; returns how many came.</summary>
    public long Read(RealSnapshots real, int repetitions)
    {
        List<CanonicalPost> batch = [];
        long posts = 0;
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            foreach ((int offset, int length) in real.Records)
            {
                batch.Add(_read(real.Bytes.AsSpan(offset, length)));
                posts++;
                if (batch.Count == BatchRecords)
                {
                    batch.Clear();
                }
            }
        }

        return posts;
    }
}
