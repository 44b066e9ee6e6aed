using System.Collections.Concurrent;
using System.Text.Json;
using Dapper;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Limits;

/// <summary>The ledger in <c>ingestion.api_rate_limits</c> and <c>ingestion.platform_costs</c>; the row locks put the hosts in line.</summary>
internal sealed class PostgresLimitLedger(Database database) : ILimitLedger
{
    private const int MaxNumberOfAttempts = 3;

    private readonly ConcurrentDictionary<string, DateOnly> tidied = new(StringComparer.Ordinal);

    public async Task<LimitGrants> ExchangeAsync(LimitRules rules, LimitExchange exchange, CancellationToken cancellationToken)
    {
        IReadOnlyList<LimitUse> uses = exchange.UsesBy(rules);
        HashSet<string> needed = NeededBy(rules, exchange, uses);
        for (int attempt = 1; ; attempt++)
        {
            if (await TryExchangeAsync(rules, exchange, uses, needed, cancellationToken) is var (grants, now))
            {
                await TidyAsync(rules.Platform, now, cancellationToken);
                return grants;
            }

            if (attempt == MaxNumberOfAttempts)
            {
                throw new InvalidOperationException($"The limits of {rules.Platform} are deleted as fast as they are written.");
            }

            await CreateAsync(rules.Platform, [.. uses.Where(use => needed.Contains(use.Key))], cancellationToken);
        }
    }

    /// <summary>The limits that have to have a row: those that are counted, and those that an answer is about.</summary>
    private static HashSet<string> NeededBy(LimitRules rules, LimitExchange exchange, IReadOnlyList<LimitUse> uses) =>
    [
        .. uses.Where(use => use.Limit.IsCounted).Select(use => use.Key),
        .. exchange.Answers.SelectMany(answer =>
            rules.Declared.Read(answer.Call, answer.Report).Select(news => news.Limit.KeyOf(answer.Call))),
    ];

    /// <returns>Null when a row that has to be there is not.</returns>
    private async Task<(LimitGrants Grants, DateTimeOffset Now)?> TryExchangeAsync(
        LimitRules rules,
        LimitExchange exchange,
        IReadOnlyList<LimitUse> uses,
        HashSet<string> needed,
        CancellationToken cancellationToken)
    {
        await using DatabaseTransaction transaction = await database.BeginAsync(cancellationToken);
        Dictionary<string, LimitState> states = await LockAsync(transaction, rules.Platform, uses, cancellationToken);
        if (!needed.All(states.ContainsKey))
        {
            return null;
        }

        DateTimeOffset now = await transaction.RunAsync(async connection => new DateTimeOffset(
            await connection.QuerySingleAsync<DateTime>(new CommandDefinition(LimitSql.Now, cancellationToken: cancellationToken))));
        CostLedger costs = new(transaction, rules, now);
        await costs.AddAsync(exchange.Answers, cancellationToken);
        IReadOnlyDictionary<string, CostSum> sums = await costs.ReadAsync(uses, cancellationToken);
        LimitGrants grants = new LimitBook(rules, states, sums, now).Apply(exchange);
        await WriteAsync(transaction, rules.Platform, states, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (grants, now);
    }

    private static Task<Dictionary<string, LimitState>> LockAsync(
        DatabaseTransaction transaction, string platform, IReadOnlyList<LimitUse> uses, CancellationToken cancellationToken) =>
        transaction.RunAsync(async connection => (await connection.QueryAsync<Row>(new CommandDefinition(
            LimitSql.Lock, new { platform, keys = uses.Select(use => use.Key).ToArray() }, cancellationToken: cancellationToken)))
            .ToDictionary(row => row.Key, row => row.ToState(), StringComparer.Ordinal));

    private static async Task WriteAsync(
        DatabaseTransaction transaction,
        string platform,
        Dictionary<string, LimitState> states,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        KeyValuePair<string, LimitState>[] changed = [.. states.Where(state => state.Value.IsChanged)];
        if (changed.Length == 0)
        {
            return;
        }

        var parameters = new
        {
            platform,
            now,
            keys = changed.Select(state => state.Key).ToArray(),
            retryAt = changed.Select(state => state.Value.ClosedUntil?.UtcDateTime).ToArray(),
            permits = changed.Select(state => JsonSerializer.Serialize(state.Value.Holds)).ToArray(),
            states = changed.Select(state => JsonSerializer.Serialize(state.Value)).ToArray(),
        };
        await transaction.RunAsync(connection => connection.ExecuteAsync(
            new CommandDefinition(LimitSql.Write, parameters, cancellationToken: cancellationToken)));
    }

    private Task<int> CreateAsync(string platform, IReadOnlyList<LimitUse> uses, CancellationToken cancellationToken) => database.ExecuteAsync(
        LimitSql.Create,
        new
        {
            platform,
            keys = uses.Select(use => use.Key).ToArray(),
            accountIds = uses.Select(use => use.AccountId).ToArray(),
            owners = uses.Select(use => use.Owner).ToArray(),
        },
        cancellationToken);

    /// <summary>Once a day.</summary>
    private async Task TidyAsync(string platform, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (tidied.TryGetValue(platform, out DateOnly last) && last == today)
        {
            return;
        }

        tidied[platform] = today;
        await database.ExecuteAsync(LimitSql.Tidy, new { platform, today = today.ToDateTime(TimeOnly.MinValue), now }, cancellationToken);
    }

    private sealed record Row(string Key, DateTime? RetryAt, string Permits, string State)
    {
        internal LimitState ToState()
        {
            LimitState state = JsonSerializer.Deserialize<LimitState>(State)!;
            state.ClosedUntil = RetryAt;
            foreach ((string host, HostHold held) in JsonSerializer.Deserialize<Dictionary<string, HostHold>>(Permits)!)
            {
                state.Holds[host] = held;
            }

            return state;
        }
    }
}
