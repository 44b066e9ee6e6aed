using System.Text.Json;
using Ingestion.Core.Normalize;

namespace Ingestion.Bench.Normalize;

/// <summary>
/// What one would write first: <c>JsonSerializer</c> streams the array into objects with the fields that are kept, and from
/// there come canonical posts. Spares itself addresses, profiles, unusual types, places and bad values.
/// </summary>
internal sealed class SerializerPeer
{
    private const int BatchRecords = 1000;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultBufferSize = BareScan.BufferBytes,
    };

    private readonly Func<Stream, Action<CanonicalPost>, CancellationToken, Task> _read;

    private SerializerPeer(Func<Stream, Action<CanonicalPost>, CancellationToken, Task> read) => _read = read;

    public static SerializerPeer OfFacebook(DateTimeOffset observedAt) => Of<FacebookRow>(row => row.ToPost(observedAt));

    public static SerializerPeer OfX(DateTimeOffset observedAt) => Of<XRow>(row => row.ToPost(observedAt));

    /// <summary>Reads all posts, holding a batch of them at a time; returns how many came.</summary>
    public async Task<long> CountAsync(Stream source, CancellationToken cancellationToken)
    {
        List<CanonicalPost> batch = [];
        long posts = 0;
        await _read(
            source,
            post =>
            {
                batch.Add(post);
                posts++;
                if (batch.Count == BatchRecords)
                {
                    batch.Clear();
                }
            },
            cancellationToken);
        return posts;
    }

    /// <summary>All posts.</summary>
    public async Task<List<CanonicalPost>> ReadAsync(Stream source, CancellationToken cancellationToken)
    {
        List<CanonicalPost> posts = [];
        await _read(source, posts.Add, cancellationToken);
        return posts;
    }

    private static SerializerPeer Of<TRow>(Func<TRow, CanonicalPost> toPost) =>
        new(async (source, take, cancellationToken) =>
        {
            await foreach (TRow? row in JsonSerializer.DeserializeAsyncEnumerable<TRow>(source, Options, cancellationToken))
            {
                take(toPost(row!));
            }
        });
}
