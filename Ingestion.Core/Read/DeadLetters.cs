using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Read;

/// <summary>Single records that could not be used.</summary>
/// <param name="database">The product's database.</param>
/// <param name="clock">Now.</param>
public sealed class DeadLetters(Database database, TimeProvider clock)
{
    /// <summary>The most characters of a reason for a discard.</summary>
    public const int MaxReasonLength = 500;

    private const string RawSql = "select raw_cut from ingestion.dead_letters where id = @id";

    private static string DiscardSql(Scope scope) => $"""
        update ingestion.dead_letters set status = 'discarded', discard_reason = @reason, updated_at = @now
        where id = @id and status = 'open' and {scope.CrawlCondition("crawl_id")}
        """;

    private static string StatusSql(Scope scope) =>
        $"select status from ingestion.dead_letters where id = @id and {scope.CrawlCondition("crawl_id")}";

    /// <summary>Reads the first bytes of a record, exactly as received.</summary>
    /// <param name="id">The dead letter.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when there is no such dead letter.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public Task<byte[]?> ReadRawAsync(Guid id, CancellationToken cancellationToken) =>
        database.ScalarAsync<byte[]>(RawSql, new { id }, cancellationToken);

    /// <summary>Gives an open dead letter up.</summary>
    /// <param name="id">The dead letter.</param>
    /// <param name="scope">What the caller sees.</param>
    /// <param name="reason">Why; at most <see cref="MaxReasonLength"/> characters.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<DiscardResult> DiscardAsync(
        Guid id, Scope scope, string reason, CancellationToken cancellationToken)
    {
        int discarded = await database.ExecuteAsync(
            DiscardSql(scope), new { id, scope.Owner, reason, now = clock.GetDatabaseNow() }, cancellationToken);
        return discarded == 1
            ? new DiscardResult(DiscardStatus.Discarded, "discarded")
            : await database.ScalarAsync<string>(StatusSql(scope), new { id, scope.Owner }, cancellationToken) is { } status
                ? new DiscardResult(DiscardStatus.NotOpen, status)
                : new DiscardResult(DiscardStatus.Unknown, null);
    }
}

/// <summary>What came of a discard.</summary>
public enum DiscardStatus
{
    /// <summary>It is discarded now.</summary>
    Discarded,

    /// <summary>It was replayed or discarded before.</summary>
    NotOpen,

    /// <summary>There is no such dead letter.</summary>
    Unknown,
}

/// <summary>What came of a discard.</summary>
/// <param name="Status">Whether it was discarded.</param>
/// <param name="LetterStatus">The status now: <c>open</c>, <c>replayed</c> or <c>discarded</c>; null when unknown.</param>
public sealed record DiscardResult(DiscardStatus Status, string? LetterStatus);
