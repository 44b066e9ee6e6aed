using Dapper;
using Ingestion.Core.Blobs;
using Ingestion.Core.Crawls;
using Ingestion.Core.Download;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Reading;
using Ingestion.Core.Persistence;
using Ingestion.Core.Store;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ingestion.Core.Replay;

/// <summary>
/// Reads quarantined records again, alone, from their place in the raw file. What can be used now becomes rows, with the crawl's
/// counts, in one transaction per snapshot. Idempotent: a record that became a row is no longer open.
/// </summary>
public sealed class DeadLetterReplay
{
    private const int Portion = 500;

    private const string CountsSql = """
        update ingestion.crawl_metadata
        set stored_count = stored_count + @Stored, updated_count = updated_count + @Updated,
            unchanged_count = unchanged_count + @Unchanged, provider_error_count = provider_error_count + @ProviderErrors,
            quarantined_count = quarantined_count - @replayed
        where crawl_id = @crawlId;
        update ingestion.dead_letters set replays = replays + 1 where id = any(@ids)
        """;

    private readonly OpenDeadLetters letters;
    private readonly CrawlStore crawls;
    private readonly RawZone zone;
    private readonly SnapshotLoader loader;
    private readonly RecordLimits limits;
    private readonly TimeProvider clock;

    internal DeadLetterReplay(
        OpenDeadLetters letters,
        CrawlStore crawls,
        RawZone zone,
        SnapshotLoader loader,
        IOptions<DownloadOptions> options,
        TimeProvider clock)
    {
        this.letters = letters;
        this.crawls = crawls;
        this.zone = zone;
        this.loader = loader;
        this.clock = clock;
        limits = RecordLimits.From(options.Value);
    }

    /// <summary>The status of one dead letter: <c>open</c>, <c>replayed</c> or <c>discarded</c>.</summary>
    /// <param name="id">The dead letter.</param>
    /// <param name="scope">What the caller sees.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when there is none in the scope.</returns>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public Task<string?> StatusAsync(Guid id, Scope scope, CancellationToken cancellationToken) =>
        letters.StatusAsync(id, scope, cancellationToken);

    /// <summary>Replays at most 500 dead letters.</summary>
    /// <param name="input">Which, and where to go on.</param>
    /// <param name="cancellationToken">Gives up; snapshots that are done stay done.</param>
    /// <exception cref="StorageUnavailableException">A raw file cannot be read now: transient.</exception>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<DeadLetterReplayResult> RunAsync(DeadLetterReplayInput input, CancellationToken cancellationToken)
    {
        IReadOnlyList<OpenDeadLetter> open = await letters.FindAsync(input, Portion, cancellationToken);
        long replayed = 0;
        foreach (IGrouping<string, OpenDeadLetter> snapshot in open.GroupBy(letter => letter.SnapshotId))
        {
            replayed += await ReplayAsync([.. snapshot], cancellationToken);
        }

        DeadLetterCursor? next = open.Count < Portion ? null : new DeadLetterCursor(open[^1].SnapshotId, open[^1].Place.Index);
        return new DeadLetterReplayResult(replayed, open.Count - replayed, next);
    }

    private async Task<long> ReplayAsync(IReadOnlyList<OpenDeadLetter> snapshot, CancellationToken cancellationToken)
    {
        Crawl crawl = await crawls.GetAsync(snapshot[0].CrawlId, cancellationToken);
        if (crawl.Payload is null || DatasetMappers.Find(crawl.Request.DatasetId) is not { } mapper)
        {
            return 0;
        }

        RecordBatch batch = new();
        RecordReader reader = new(mapper, NormalizeChecks.TallyFor(mapper), limits, crawl.ObservedAt);
        foreach (OpenDeadLetter letter in snapshot.Where(letter => letter.Place.ByteLength <= limits.MaxRecordBytes))
        {
            reader.Read(await ReadAsync(crawl.Payload, letter.Place, cancellationToken), letter.Place, batch);
        }

        await using SnapshotLoad load = await loader.BeginAsync(
            LoadInput.Of(crawl, mapper, clock.GetUtcNow()), cancellationToken);
        await load.AddAsync(batch, cancellationToken);
        LoadCounts counts = await load.MergeAsync(cancellationToken);
        long replayed = counts.Received - counts.Quarantined - counts.Erased;
        await load.RunAsync(connection => CountAsync(connection, crawl.CrawlId, counts, replayed, snapshot, cancellationToken));
        await load.CommitAsync(cancellationToken);
        return replayed;
    }

    private static Task<int> CountAsync(
        NpgsqlConnection connection,
        Guid crawlId,
        LoadCounts counts,
        long replayed,
        IReadOnlyList<OpenDeadLetter> snapshot,
        CancellationToken cancellationToken) => connection.ExecuteAsync(new CommandDefinition(
            CountsSql,
            new
            {
                crawlId,
                counts.Stored,
                counts.Updated,
                counts.Unchanged,
                counts.ProviderErrors,
                replayed,
                ids = snapshot.Select(letter => letter.Id).ToArray(),
            },
            cancellationToken: cancellationToken));

    private async Task<byte[]> ReadAsync(StoredPayload payload, RecordPlace place, CancellationToken cancellationToken)
    {
        byte[] record = new byte[place.ByteLength];
        await using Stream raw = await zone.OpenReadAsync(payload.BlobName, place.ByteOffset, place.ByteLength, cancellationToken);
        await raw.ReadExactlyAsync(record, cancellationToken);
        return record;
    }
}
