using Ingestion.Core.Normalize;
using Ingestion.Core.Persistence;
using Npgsql;

namespace Ingestion.Core.Store;

/// <summary>
/// Streams the records of a snapshot into temporary tables. Posts go at once, through one COPY that stays open; a connection
/// can only have one, so the rarer kinds are held back and take their turn some thousands at a time. Memory: what is held back.
/// </summary>
internal sealed class SnapshotStaging(DatabaseTransaction transaction, string snapshotId) : IAsyncDisposable
{
    private const int MaxHeldRecords = 10_000;
    private const int MaxHeldRejectBytes = 8 * 1024 * 1024;

    private readonly StagedPosts posts = new();
    private readonly AuthorFold authors = new();
    private readonly List<CanonicalProfile> profiles = [];
    private readonly List<RejectedRecord> rejects = [];
    private readonly List<long> providerErrors = [];
    private readonly HashSet<StagingTable> tables = [];
    private BinaryCopy? postCopy;
    private long rejectBytes;

    public long Posts { get; private set; }

    public long Profiles { get; private set; }

    public long Rejects { get; private set; }

    /// <summary>Indexes of the records that only report an error or a warning.</summary>
    public IReadOnlyList<long> ProviderErrors => providerErrors;

    public bool Has(StagingTable table) => tables.Contains(table);

    public Task AddAsync(RecordBatch batch, CancellationToken cancellationToken) => transaction.RunAsync(async connection =>
    {
        Posts += batch.Posts.Count;
        Profiles += batch.Profiles.Count;
        Rejects += batch.Rejected.Count;
        profiles.AddRange(batch.Profiles);
        rejects.AddRange(batch.Rejected);
        rejectBytes += batch.Rejected.Sum(rejected => (long)rejected.RawCut.Length);
        providerErrors.AddRange(batch.ProviderErrors.Select(error => error.Place.Index));
        batch.Authors.ForEach(authors.Add);
        await CopyPostsAsync(connection, batch.Posts, cancellationToken);
        if (profiles.Count + authors.Count + rejects.Count >= MaxHeldRecords || rejectBytes >= MaxHeldRejectBytes)
        {
            await FlushAsync(connection, cancellationToken);
        }

        return true;
    });

    /// <summary>Sends what is held back; all records are in the tables then.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken) => transaction.RunAsync(async connection =>
    {
        await FlushAsync(connection, cancellationToken);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        posts.Dispose();
        await (postCopy?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task CopyPostsAsync(
        NpgsqlConnection connection, List<CanonicalPost> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        postCopy ??= await BeginCopyAsync(connection, StagedPosts.Table, cancellationToken);
        foreach (CanonicalPost post in batch)
        {
            posts.Write(postCopy, post);
            await postCopy.EndRowAsync(cancellationToken);
        }
    }

    private async Task FlushAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (postCopy is not null)
        {
            await postCopy.CompleteAsync(cancellationToken);
            postCopy = null;
        }

        await CopyAsync(
            connection,
            StagedProfiles.Table,
            profiles,
            static (row, profile) => StagedProfiles.Write(row, profile, isRecord: true),
            cancellationToken);
        await CopyAsync(
            connection,
            StagedProfiles.Table,
            authors.Profiles,
            static (row, author) => StagedProfiles.Write(row, author, isRecord: false),
            cancellationToken);
        (CanonicalProfile Profile, AccountInsight Insight)[] insights =
            [.. profiles.SelectMany(profile => profile.Insights, (profile, insight) => (profile, insight))];
        await CopyAsync(
            connection,
            StagedInsights.Table,
            insights,
            static (row, seen) => StagedInsights.Write(row, seen.Profile, seen.Insight),
            cancellationToken);
        await CopyAsync(
            connection,
            StagedRejects.Table,
            rejects,
            (row, rejected) => StagedRejects.Write(row, rejected, snapshotId),
            cancellationToken);
        profiles.Clear();
        authors.Clear();
        rejects.Clear();
        rejectBytes = 0;
    }

    private async Task CopyAsync<T>(
        NpgsqlConnection connection,
        StagingTable table,
        IReadOnlyCollection<T> records,
        Action<BinaryCopy, T> write,
        CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return;
        }

        await using BinaryCopy copy = await BeginCopyAsync(connection, table, cancellationToken);
        foreach (T record in records)
        {
            write(copy, record);
            await copy.EndRowAsync(cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private async Task<BinaryCopy> BeginCopyAsync(
        NpgsqlConnection connection, StagingTable table, CancellationToken cancellationToken)
    {
        if (tables.Add(table))
        {
            await connection.RunAsync(table.CreateSql, null, cancellationToken);
        }

        return await BinaryCopy.BeginAsync(connection, table, cancellationToken);
    }
}
