using System.Security.Cryptography;
using System.Text;
using Dapper;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Limits;

/// <summary>What owners use in a month (UTC), and what syncs cost, written in the transaction of an exchange.</summary>
/// <param name="transaction">The exchange's.</param>
/// <param name="rules">The platform's limits and prices.</param>
/// <param name="now">The exchange's time.</param>
internal sealed class CostLedger(DatabaseTransaction transaction, LimitRules rules, DateTimeOffset now)
{
    private const int HashBytes = 16;

    // Dates go to the database without a time zone.
    private readonly DateTime today = DateTime.SpecifyKind(now.UtcDateTime.Date, DateTimeKind.Unspecified);

    private DateTime Month => today.AddDays(1 - today.Day);

    /// <summary>Adds ended calls. A resource that was billed today already costs nothing.</summary>
    internal async Task AddAsync(IReadOnlyList<LimitAnswer> answers, CancellationToken cancellationToken)
    {
        if (answers.Count == 0)
        {
            return;
        }

        HashSet<string> fresh = await BillAsync(answers, cancellationToken);
        (LimitedCall Call, CostSum Sum)[] costs = [.. answers.Select(answer => (answer.Call, SumOf(answer, fresh)))];
        await AddToOwnersAsync(costs, cancellationToken);
        await AddToJobsAsync([.. costs.Where(cost => cost.Sum.MicroUsd > 0)], cancellationToken);
    }

    /// <summary>The sums of the month, for the caps among the limits, by key.</summary>
    internal async Task<IReadOnlyDictionary<string, CostSum>> ReadAsync(IReadOnlyList<LimitUse> uses, CancellationToken cancellationToken)
    {
        LimitUse[] caps = [.. uses.Where(use => use.Limit.IsCap)];
        if (caps.Length == 0)
        {
            return new Dictionary<string, CostSum>();
        }

        Dictionary<string, CostSum> byOwner = await transaction.RunAsync(async connection => (await connection.QueryAsync<Row>(
            new CommandDefinition(LimitSql.Costs, new { platform = rules.Platform, month = Month }, cancellationToken: cancellationToken)))
            .ToDictionary(row => row.Owner, row => new CostSum(row.Calls, row.Units, row.MicroUsd), StringComparer.Ordinal));
        CostSum all = byOwner.Values.Aggregate(CostSum.None, (left, right) => left + right);
        return caps.ToDictionary(
            use => use.Key, use => use.Owner is { } owner ? byOwner.GetValueOrDefault(owner) ?? CostSum.None : all, StringComparer.Ordinal);
    }

    private Task<int> AddToOwnersAsync((LimitedCall Call, CostSum Sum)[] costs, CancellationToken cancellationToken)
    {
        (string Owner, CostSum Sum)[] sums = SumsBy(costs, call => call.Owner);
        var parameters = new
        {
            platform = rules.Platform,
            month = Month,
            now,
            owners = sums.Select(cost => cost.Owner).ToArray(),
            calls = sums.Select(cost => cost.Sum.Calls).ToArray(),
            units = sums.Select(cost => cost.Sum.Units).ToArray(),
            microUsd = sums.Select(cost => cost.Sum.MicroUsd).ToArray(),
        };
        return transaction.RunAsync(connection => connection.ExecuteAsync(
            new CommandDefinition(LimitSql.AddCosts, parameters, cancellationToken: cancellationToken)));
    }

    /// <summary>Here and not with the sync's other counts: what was billed before, by whichever account, only the ledger knows.</summary>
    private async Task AddToJobsAsync((LimitedCall Call, CostSum Sum)[] costs, CancellationToken cancellationToken)
    {
        if (costs.Length == 0)
        {
            return;
        }

        (Guid JobId, CostSum Sum)[] sums = SumsBy(costs, call => call.JobId);
        var parameters = new
        {
            jobIds = sums.Select(cost => cost.JobId).ToArray(),
            microUsd = sums.Select(cost => cost.Sum.MicroUsd).ToArray(),
        };
        await transaction.RunAsync(connection => connection.ExecuteAsync(
            new CommandDefinition(LimitSql.AddJobCosts, parameters, cancellationToken: cancellationToken)));
    }

    private static (TKey Key, CostSum Sum)[] SumsBy<TKey>((LimitedCall Call, CostSum Sum)[] costs, Func<LimitedCall, TKey> keyOf) =>
    [
        .. costs.GroupBy(cost => keyOf(cost.Call)).Select(group =>
            (group.Key, group.Select(cost => cost.Sum).Aggregate((left, right) => left + right))),
    ];

    private async Task<HashSet<string>> BillAsync(IReadOnlyList<LimitAnswer> answers, CancellationToken cancellationToken)
    {
        byte[][] hashes = [.. answers.SelectMany(answer => answer.Report.Billed).Distinct().Select(HashOf)];
        if (hashes.Length == 0)
        {
            return [];
        }

        var parameters = new { platform = rules.Platform, today, hashes };
        return await transaction.RunAsync(async connection => (await connection.QueryAsync<byte[]>(
            new CommandDefinition(LimitSql.Bill, parameters, cancellationToken: cancellationToken)))
            .Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal));
    }

    private CostSum SumOf(LimitAnswer answer, HashSet<string> fresh)
    {
        // Each fresh resource is taken out, so that a second answer with it in the same exchange is not billed again.
        BilledResource[] billed =
            [.. answer.Report.Billed.Where(resource => fresh.Remove(Convert.ToHexString(HashOf(resource))))];
        long calls = answer.IsCounted ? 1 : 0;
        return new CostSum(
            calls,
            billed.Length + (calls * rules.Declared.UnitsOf(answer.Call)),
            billed.Sum(resource => rules.Declared.PriceOf(resource.Kind)));
    }

    private static byte[] HashOf(BilledResource resource) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{resource.Kind}\n{resource.Id}"))[..HashBytes];

    private sealed record Row(string Owner, long Calls, long Units, long MicroUsd);
}
