using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Ingestion.Core.Blobs;
using Ingestion.Core.Crawls;
using Ingestion.Core.Download;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Reading;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Privacy;

/// <summary>
/// Takes people's records out of a raw file: each becomes a report of as many bytes, <c>{"error_code":"erased"}</c> and spaces. So every other
/// record keeps its number and its place, and a replay counts the report as a provider's error. Reads the file twice, as a stream.
/// </summary>
internal sealed class RawErasure(RawZone zone, IOptions<DownloadOptions> options)
{
    private const string CountName = "erased";
    private const int PieceBytes = 64 * 1024;

    private static readonly BlobUploadLimits Limits = new(BlockBytes: 4 * 1024 * 1024, BlocksInFlight: 2);
    private static readonly byte[] Report = [.. """{"error_code":"erased"}"""u8];
    private static readonly byte[] ShortReport = [.. """{"error":1}"""u8];

    private readonly RecordLimits limits = RecordLimits.From(options.Value);

    /// <summary>The records of these people in the file, and of those that could not be read the ones that name one of them.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer: transient.</exception>
    internal async Task<IReadOnlyList<RecordPlace>> FindAsync(
        Crawl crawl, DatasetMapper mapper, ErasedPeople people, IReadOnlyList<ErasedPerson> named, CancellationToken cancellationToken)
    {
        List<RecordPlace> found = [];
        SnapshotRecords records = new(mapper, NormalizeChecks.TallyFor(mapper), limits, crawl.ObservedAt);
        await using Stream raw = await zone.OpenReadAsync(crawl.Payload!.BlobName, 0, length: null, cancellationToken);
        await foreach (RecordBatch batch in records.ReadAsync(raw, cancellationToken))
        {
            found.AddRange(batch.Posts.Where(people.Has).Select(post => post.Place));
            found.AddRange(batch.Profiles.Where(people.Has).Select(profile => profile.Place));
            foreach (RejectedRecord rejected in batch.Rejected.Where(_ => named.Count > 0))
            {
                byte[] bytes = await ReadAsync(crawl.Payload.BlobName, rejected, cancellationToken);
                if (named.Any(person => person.IsNamedIn(bytes)))
                {
                    found.Add(rejected.Place);
                }
            }
        }

        return [.. found.DistinctBy(place => place.Index).OrderBy(place => place.ByteOffset)];
    }

    /// <summary>Writes the file again, without these records, when nobody else did since it was looked at.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer, or the file has changed: transient.</exception>
    internal async Task RewriteAsync(RawBlob blob, IReadOnlyList<RecordPlace> places, CancellationToken cancellationToken)
    {
        await using BlobUpload upload = new(zone, blob.Path, Limits);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (Stream raw = await zone.OpenReadAsync(blob.Path, 0, length: null, cancellationToken))
        {
            await using RawSource source = await RawSource.OpenAsync(raw, limits, cancellationToken);
            await using MemoryStream ready = new();
            await using GZipStream? gzip = source.IsGzip ? new GZipStream(ready, CompressionLevel.Fastest, leaveOpen: true) : null;
            Stream target = gzip is null ? ready : gzip;
            RecordEraser eraser = new(places);
            byte[] piece = new byte[PieceBytes];
            int count;
            while ((count = await source.ReadAsync(piece, cancellationToken)) > 0)
            {
                eraser.Erase(piece.AsSpan(0, count));
                await target.WriteAsync(piece.AsMemory(0, count), cancellationToken);
                await SendAsync(ready, upload, hash, cancellationToken);
            }

            await (gzip?.DisposeAsync() ?? ValueTask.CompletedTask);
            await SendAsync(ready, upload, hash, cancellationToken);
        }

        Dictionary<string, string> metadata = new(blob.Metadata, StringComparer.OrdinalIgnoreCase)
        {
            ["sha256"] = Convert.ToHexStringLower(hash.GetHashAndReset()),
            [CountName] = (CountOf(blob) + places.Count).ToString(CultureInfo.InvariantCulture),
        };
        if (!await upload.CommitAsync(
            new RawCommitContent(blob.ContentType, metadata, MayReplace: true, IfMatch: blob.ETag), cancellationToken))
        {
            throw new StorageUnavailableException($"{blob.Path} changed while records were taken out of it");
        }
    }

    /// <summary>How many records were taken out of the file so far, as it says itself.</summary>
    internal static long CountOf(RawBlob blob) =>
        long.TryParse(blob.Metadata.GetValueOrDefault(CountName), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : 0;

    private static async Task SendAsync(
        MemoryStream ready, BlobUpload upload, IncrementalHash hash, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = ready.GetBuffer().AsMemory(0, (int)ready.Length);
        hash.AppendData(bytes.Span);
        await upload.WriteAsync(bytes, cancellationToken);
        ready.SetLength(0);
    }

    /// <summary>The record's bytes; of one in a gzip file, whose places are those of the unfolded bytes, the first ones only.</summary>
    private async Task<byte[]> ReadAsync(string path, RejectedRecord rejected, CancellationToken cancellationToken)
    {
        RecordPlace place = rejected.Place;
        RawBlob? blob = await zone.FindAsync(path, cancellationToken);
        if (place.ByteLength <= rejected.RawCut.Length || blob is null || blob.PayloadBytes < place.ByteOffset + place.ByteLength)
        {
            return rejected.RawCut;
        }

        byte[] record = new byte[Math.Min(place.ByteLength, limits.MaxRecordBytes)];
        await using Stream raw = await zone.OpenReadAsync(path, place.ByteOffset, record.Length, cancellationToken);
        await raw.ReadExactlyAsync(record, cancellationToken);
        return record;
    }

    /// <summary>Overwrites the places in what comes by, piece by piece.</summary>
    private sealed class RecordEraser(IReadOnlyList<RecordPlace> places)
    {
        private long offset;
        private int next;

        public void Erase(Span<byte> piece)
        {
            for (int at = next; at < places.Count && places[at].ByteOffset < offset + piece.Length; at++)
            {
                Overwrite(piece, places[at]);
                next = places[at].ByteOffset + places[at].ByteLength <= offset + piece.Length ? at + 1 : at;
            }

            offset += piece.Length;
        }

        private void Overwrite(Span<byte> piece, RecordPlace place)
        {
            ReadOnlySpan<byte> report = place.ByteLength >= Report.Length ? Report : place.ByteLength >= ShortReport.Length ? ShortReport : "0"u8;
            long first = Math.Max(place.ByteOffset, offset);
            long last = Math.Min(place.ByteOffset + place.ByteLength, offset + piece.Length);
            for (long at = first; at < last; at++)
            {
                long within = at - place.ByteOffset;
                piece[(int)(at - offset)] = within < report.Length ? report[(int)within] : (byte)' ';
            }
        }
    }
}
