using System.IO.Compression;
using System.IO.Pipelines;
using System.Buffers;
using System.Text.Json;
using Ingestion.Core.Blobs;
using Ingestion.Core.Bronze;
using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Store;

namespace Ingestion.Core.Privacy;

/// <summary>Takes people's lines out of a bronze file; the others stay as they are.</summary>
internal sealed class BronzeErasure(RawZone zone, BronzeFiles files)
{
    /// <exception cref="StorageUnavailableException">Storage does not answer: transient.</exception>
    internal async Task RunAsync(Crawl crawl, DatasetMapper mapper, ErasedPeople people, CancellationToken cancellationToken)
    {
        if (crawl.Normalized?.BronzePath is not { } stored)
        {
            return;
        }

        string path = stored[(stored.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (await zone.FindAsync(path, cancellationToken) is null)
        {
            return;
        }

        await using BronzeFile file = files.Begin(
            LoadInput.Of(crawl, mapper, crawl.ObservedAt), DateOnly.FromDateTime(crawl.ObservedAt.UtcDateTime));
        await using Stream raw = await zone.OpenReadAsync(path, 0, length: null, cancellationToken);
        await using GZipStream unfolded = new(raw, CompressionMode.Decompress);
        var reader = PipeReader.Create(unfolded);
        bool isAnyErased = false;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> bytes = read.Buffer;
            while (bytes.PositionOf((byte)'\n') is { } end)
            {
                SequencePosition next = bytes.GetPosition(1, end);
                byte[] line = bytes.Slice(0, next).ToArray();
                bytes = bytes.Slice(next);
                if (IsOf(people, line))
                {
                    isAnyErased = true;
                }
                else
                {
                    await file.KeepAsync(line, cancellationToken);
                }
            }

            reader.AdvanceTo(bytes.Start, bytes.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        if (isAnyErased)
        {
            await file.CommitAsync(cancellationToken);
        }
    }

    private static bool IsOf(ErasedPeople people, byte[] line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement record = document.RootElement;
        return record.TryGetProperty("author", out JsonElement author)
            ? people.Has(author.GetProperty("id").GetString(), author.GetProperty("handle").GetString()!)
            : people.Has(record.GetProperty("profile_id").GetString(), record.GetProperty("handle").GetString()!);
    }
}
