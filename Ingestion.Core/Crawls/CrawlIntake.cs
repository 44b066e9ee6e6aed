using System.Data.Common;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Ingestion.Core.Crawls;

/// <summary>Takes orders in: exactly one row per order, whatever is repeated, in one round trip.</summary>
/// <param name="database">The product's database.</param>
/// <param name="budget">The cap per brand.</param>
/// <param name="clock">Gives the creation time.</param>
public sealed class CrawlIntake(Database database, IOptions<BudgetOptions> budget, TimeProvider clock)
{
    private const string Columns = """
        crawl_id, dataset_id, platform, url, start_date, end_date, include_profile_data, num_of_posts, brand, competitor,
        category, crawl_params, idempotency_key, owner, request_hash, created_at, updated_at, status
        """;

    private const string InsertSql = $"""
        insert into ingestion.crawl_metadata ({Columns})
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, 'queued')
        on conflict (coalesce(owner, ''), idempotency_key) where idempotency_key is not null do nothing
        returning crawl_id
        """;

    private const string InsertWithinBudgetSql = $"""
        insert into ingestion.crawl_metadata ({Columns})
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, 'queued'
        where ({BudgetSql.Delivered}) + ({BudgetSql.Ordered}) + $19 <= $20
        on conflict (coalesce(owner, ''), idempotency_key) where idempotency_key is not null do nothing
        returning crawl_id
        """;

    private const string FindByKeySql = $"""
        select {CrawlRow.Columns}, request_hash from ingestion.crawl_metadata
        where coalesce(owner, '') = coalesce(@owner, '') and idempotency_key = @idempotencyKey
        """;

    /// <summary>Stores an order as a queued crawl. Idempotent by owner and key, also for concurrent repetitions.</summary>
    /// <param name="request">A valid order.</param>
    /// <param name="owner">Whose crawl it is; null for a crawl that callers share.</param>
    /// <param name="idempotencyKey">The caller's key, 1 to 255 printable characters, or null: each call is a new crawl.</param>
    /// <param name="cancellationToken">Gives up waiting; the order may then be stored or not.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<SubmitResult> SubmitAsync(
        CrawlRequest request, string? owner, string? idempotencyKey, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetDatabaseNow();
        Crawl crawl = new()
        {
            CrawlId = Guid.CreateVersion7(now),
            Request = request,
            Owner = owner,
            State = CrawlState.Queued,
            CreatedAt = now,
            UpdatedAt = now,
        };
        (string json, byte[] hash) = CrawlParameters.Of(request);
        if (await InsertAsync(crawl, idempotencyKey, json, hash, cancellationToken))
        {
            return new SubmitResult { Status = SubmitStatus.Accepted, Crawl = crawl };
        }

        return await FindRepeatedAsync(owner, idempotencyKey, hash, cancellationToken)
            ?? new SubmitResult { Status = SubmitStatus.BudgetExceeded };
    }

    private async Task<bool> InsertAsync(
        Crawl crawl, string? idempotencyKey, string json, byte[] hash, CancellationToken cancellationToken)
    {
        bool isCapped = budget.Value.MonthlyRecordsPerBrand is not null && crawl.Request.Brand is not null;
        NpgsqlBatchCommand insert = new(isCapped ? InsertWithinBudgetSql : InsertSql);
        Bind(insert, crawl, idempotencyKey, json, hash);
        IReadOnlyList<NpgsqlBatchCommand> commands = [insert];
        if (isCapped)
        {
            Add(insert, NpgsqlDbType.TimestampTz, BudgetSql.MonthOf(crawl.CreatedAt));
            Add(insert, NpgsqlDbType.Bigint, (long)budget.Value.AssumedRecordsPerCrawl);
            Add(insert, NpgsqlDbType.Bigint, (long)(crawl.Request.NumOfPosts ?? budget.Value.AssumedRecordsPerCrawl));
            Add(insert, NpgsqlDbType.Bigint, budget.Value.MonthlyRecordsPerBrand!.Value);
            commands = [BudgetSql.LockOf(crawl.Request.Brand!), insert];
        }

        return (await database.ReadBatchAsync(commands, row => row.GetGuid(0), cancellationToken)).Count == 1;
    }

    private static void Bind(NpgsqlBatchCommand insert, Crawl crawl, string? idempotencyKey, string json, byte[] hash)
    {
        CrawlRequest request = crawl.Request;
        Add(insert, NpgsqlDbType.Uuid, crawl.CrawlId);
        Add(insert, NpgsqlDbType.Text, request.DatasetId);
        Add(insert, NpgsqlDbType.Text, request.Platform);
        Add(insert, NpgsqlDbType.Text, request.Url);
        Add(insert, NpgsqlDbType.Date, request.StartDate);
        Add(insert, NpgsqlDbType.Date, request.EndDate);
        Add(insert, NpgsqlDbType.Boolean, request.IncludeProfileData);
        Add(insert, NpgsqlDbType.Integer, request.NumOfPosts);
        Add(insert, NpgsqlDbType.Text, request.Brand);
        Add(insert, NpgsqlDbType.Text, request.Competitor);
        Add(insert, NpgsqlDbType.Text, request.Category);
        Add(insert, NpgsqlDbType.Jsonb, json);
        Add(insert, NpgsqlDbType.Text, idempotencyKey);
        Add(insert, NpgsqlDbType.Text, crawl.Owner);
        Add(insert, NpgsqlDbType.Bytea, hash);
        Add(insert, NpgsqlDbType.TimestampTz, crawl.CreatedAt);
    }

    private static void Add(NpgsqlBatchCommand command, NpgsqlDbType type, object? value) =>
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });

    private async Task<SubmitResult?> FindRepeatedAsync(
        string? owner, string? idempotencyKey, byte[] hash, CancellationToken cancellationToken)
    {
        if (idempotencyKey is null)
        {
            return null;
        }

        IReadOnlyList<(Crawl Crawl, byte[] Hash)> found = await database.ReadAsync(
            FindByKeySql, new { owner, idempotencyKey }, ReadWithHash, cancellationToken);
        return found.Count == 0 ? null : new SubmitResult
        {
            Status = hash.AsSpan().SequenceEqual(found[0].Hash) ? SubmitStatus.Repeated : SubmitStatus.KeyReused,
            Crawl = found[0].Crawl,
        };
    }

    private static (Crawl Crawl, byte[] Hash) ReadWithHash(DbDataReader row) =>
        (CrawlRow.Read(row), row.GetFieldValue<byte[]>(row.FieldCount - 1));
}
