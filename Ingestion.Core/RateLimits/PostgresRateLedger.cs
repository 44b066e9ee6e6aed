using System.Net.Sockets;
using System.Text.Json;
using Dapper;
using Ingestion.Core.Errors;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ingestion.Core.RateLimits;

/// <summary>The ledger as one row of <c>ingestion.api_rate_limits</c>; the row lock puts the hosts in line.</summary>
internal sealed class PostgresRateLedger(NpgsqlDataSource database, string provider, IOptions<RateLimitOptions> options)
    : IRateLedger
{
    private const string CreateRow =
        "INSERT INTO ingestion.api_rate_limits (provider) VALUES (@provider) ON CONFLICT DO NOTHING";

    // The clock is read after the row is locked: the start of the transaction may be long ago. Losing the last report in a
    // database crash costs nothing: the commit need not wait for the disk.
    private const string ReadRow =
        """
        SET LOCAL synchronous_commit TO off;
        SELECT rate_limited_at AS RateLimitedAt, retry_at AS RetryAt, answered_at AS AnsweredAt, permits::text AS Permits,
               clock_timestamp() AS Now
        FROM (SELECT * FROM ingestion.api_rate_limits WHERE provider = @provider FOR UPDATE) locked
        """;

    private const string WriteRow =
        """
        UPDATE ingestion.api_rate_limits
        SET rate_limited_at = @RateLimitedAt, retry_at = @RetryAt, answered_at = @AnsweredAt, permits = @Permits::jsonb,
            updated_at = @Now
        WHERE provider = @Provider
        """;

    public async Task<RateGrant> ExchangeAsync(RateReport report, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var row = await ReadAsync(connection, transaction, cancellationToken);
            var (state, grant) = row.ToState().Apply(report, row.Now, options.Value);
            var update = LedgerRow.From(state, row.Now, provider);
            await connection.ExecuteAsync(
                new CommandDefinition(WriteRow, update, transaction, cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return grant;
        }
        catch (Exception failure)
            when (failure is NpgsqlException or SocketException or TimeoutException or OperationCanceledException)
        {
            throw new DatabaseUnavailableException($"the rate budget of {provider} cannot be read", failure);
        }
    }

    private async Task<LedgerRow> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var parameters = new { provider };
        var read = new CommandDefinition(ReadRow, parameters, transaction, cancellationToken: cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<LedgerRow>(read) is { } row)
        {
            return row;
        }

        await connection.ExecuteAsync(
            new CommandDefinition(CreateRow, parameters, transaction, cancellationToken: cancellationToken));
        return await connection.QuerySingleAsync<LedgerRow>(read);
    }

    private sealed record LedgerRow
    {
        public string Provider { get; init; } = "";

        public DateTime[] RateLimitedAt { get; init; } = [];

        public DateTime? RetryAt { get; init; }

        public DateTime? AnsweredAt { get; init; }

        public string Permits { get; init; } = "{}";

        public DateTime Now { get; init; }

        public static LedgerRow From(RateLedgerState state, DateTime now, string provider) => new()
        {
            Provider = provider,
            RateLimitedAt = [.. state.RateLimitedAt.Select(at => at.UtcDateTime)],
            RetryAt = state.RetryAt?.UtcDateTime,
            AnsweredAt = state.AnsweredAt?.UtcDateTime,
            Permits = JsonSerializer.Serialize(state.Permits),
            Now = now,
        };

        public RateLedgerState ToState() => new()
        {
            RateLimitedAt = [.. RateLimitedAt.Select(at => new DateTimeOffset(at))],
            RetryAt = RetryAt,
            AnsweredAt = AnsweredAt,
            Permits = JsonSerializer.Deserialize<Dictionary<string, HostPermits>>(Permits) ?? [],
        };
    }
}
