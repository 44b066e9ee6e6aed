using System.Text.Json;
using Ingestion.Core.Blobs;
using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Privacy;

/// <summary>
/// Looks through the raw files that are listed, with their bronze files, and takes people out of them. The rows of the list go when a file
/// is done; whoever is killed in between does it again, and finds it done.
/// </summary>
internal sealed class ErasureFiles(
    Database database, RawZone zone, RawErasure raws, BronzeErasure bronzes, ILogger<ErasureFiles> logger)
{
    private const int BatchSize = 50;

    /// <summary>Looks through some files. One that cannot be read now waits, and keeps no other waiting.</summary>
    /// <returns>How many files are done.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    internal async Task<int> RunAsync(IReadOnlyList<Erasure> open, CrawlStore crawls, CancellationToken cancellationToken)
    {
        int done = 0;
        foreach (ListedFile file in await database.ReadAsync(ErasureSql.FindFiles, new { limit = BatchSize }, ListedFile.Read, cancellationToken))
        {
            try
            {
                await RunAsync(file, open, crawls, cancellationToken);
                done++;
            }
            catch (ProviderRejectedException failure)
            {
                await LeaveAsync(file, failure.Message, cancellationToken);
                done++;
            }
            catch (IngestionException failure) when (failure is not DatabaseUnavailableException)
            {
                logger.FileNotErased(failure, file.CrawlId);
                await database.ExecuteAsync(ErasureSql.PutBack, new { file.CrawlId }, cancellationToken);
            }
        }

        return done;
    }

    internal Task<bool> HasAnyAsync(Guid erasureId, CancellationToken cancellationToken) =>
        database.ScalarAsync<bool>(ErasureSql.HasFiles, new { erasureId }, cancellationToken);

    private async Task RunAsync(
        ListedFile file, IReadOnlyList<Erasure> open, CrawlStore crawls, CancellationToken cancellationToken)
    {
        if (file.RawPath is not null)
        {
            await DeleteAsync(file, cancellationToken);
            return;
        }

        Crawl? crawl = await crawls.FindAsync(file.CrawlId, cancellationToken);
        if (crawl?.Payload is null || await zone.FindAsync(crawl.Payload.BlobName, cancellationToken) is not { } blob)
        {
            await EndAsync(file, new Dictionary<string, long>(), cancellationToken);
            return;
        }

        if (DatasetMappers.Find(crawl.Request.DatasetId) is not { } mapper)
        {
            await LeaveAsync(file, $"dataset {crawl.Request.DatasetId} has no mapper", cancellationToken);
            return;
        }

        ErasedPeople people = await Tombstones.ReadAsync(database, mapper.Platform, cancellationToken);
        ErasedPerson[] named =
        [
            .. open.Where(erasure => file.ErasureIds.Contains(erasure.ErasureId)).SelectMany(erasure => erasure.People)
                .Where(person => person.Platform == mapper.Platform),
        ];
        IReadOnlyList<Normalize.RecordPlace> places = await raws.FindAsync(crawl, mapper, people, named, cancellationToken);
        if (places.Count > 0)
        {
            // The raw file last: as long as they are in it, the rest is looked at again.
            await bronzes.RunAsync(crawl, mapper, people, cancellationToken);
            await database.ExecuteAsync(
                ErasureSql.RemoveDeadLetters,
                new { file.CrawlId, indexes = places.Select(place => place.Index).ToArray() },
                cancellationToken);
            await raws.RewriteAsync(blob, places, cancellationToken);
        }

        RawBlob now = await zone.FindAsync(crawl.Payload.BlobName, cancellationToken) ?? blob;
        await database.ExecuteAsync(
            ErasureSql.FileDone,
            new
            {
                file.CrawlId,
                file.ErasureIds,
                crawl.SnapshotId,
                sha256 = now.Metadata.GetValueOrDefault("sha256", crawl.Payload.Sha256),
                now.PayloadBytes,
                erasedRecords = RawErasure.CountOf(now),
                hasBronze = crawl.Normalized?.BronzePath is not null,
            },
            cancellationToken);
    }

    /// <summary>Nobody can tell whose records are in it.</summary>
    private async Task LeaveAsync(ListedFile file, string reason, CancellationToken cancellationToken)
    {
        logger.FileUnreadable(file.CrawlId, reason);
        await EndAsync(file, new Dictionary<string, long> { ["raw_files_unread"] = 1 }, cancellationToken);
    }

    /// <summary>A file that holds nobody else.</summary>
    private async Task DeleteAsync(ListedFile file, CancellationToken cancellationToken)
    {
        await zone.DeleteAsync(file.RawPath!, cancellationToken);
        Dictionary<string, long> counts = new() { ["raw_files"] = 1 };
        if (file.BronzePath is { } bronze)
        {
            await zone.DeleteAsync(bronze, cancellationToken);
            counts["bronze_files"] = 1;
        }

        await EndAsync(file, counts, cancellationToken);
    }

    private Task<int> EndAsync(ListedFile file, Dictionary<string, long> counts, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            ErasureSql.FileGone, new { file.CrawlId, file.ErasureIds, counts = JsonSerializer.Serialize(counts) }, cancellationToken);

    private sealed record ListedFile(Guid CrawlId, Guid[] ErasureIds, string? RawPath, string? BronzePath)
    {
        public static ListedFile Read(System.Data.Common.DbDataReader row) => new(
            row.GetGuid(0),
            row.GetFieldValue<Guid[]>(1),
            row.IsDBNull(2) ? null : row.GetString(2),
            row.IsDBNull(3) ? null : row.GetString(3));
    }
}
