using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Health;

/// <summary>Reports how an owner's collections do, from the jobs of the last 24 hours.</summary>
/// <param name="database">The product's database.</param>
/// <param name="clock">Tells the time of the report.</param>
public sealed class CollectionHealth(Database database, TimeProvider clock)
{
    private const int MaxFaults = 20;
    private const double MicroUsd = 1_000_000;
    private const double AccountsOfTheCostTarget = 1000;

    // Expected is what was due in this time: a claim makes a job and moves the account's time, so that there is a job, or the time has
    // come and nobody has claimed it. Of an account's jobs the last one tells how it does.
    private const string FiguresSql = $"""
        with expected as (
            select a.account_id, a.last_sync_at from ingestion.connected_accounts a {ConsentSql.CreatorJoin}
            where a.owner = @owner and a.schedule <> 'paused' and {ConsentSql.IsCollected} and (a.next_sync_at <= @at or exists (
                select from ingestion.data_collection_jobs j
                where j.account_id = a.account_id and (j.finished_at is null or j.finished_at > @since)))
        ), jobs as (
            select j.* from ingestion.data_collection_jobs j where j.owner = @owner and j.finished_at > @since
        ), last as (
            select distinct on (j.account_id) j.account_id, j.status from jobs j join expected e on e.account_id = j.account_id
            order by j.account_id, j.finished_at desc
        )
        select (select count(*) from expected),
            (select count(distinct j.account_id) from jobs j join expected e on e.account_id = j.account_id where j.status = 'completed'),
            (select count(*) from last where status in ('failed', 'dead_lettered')),
            (select count(*) from jobs where status <> 'cancelled'),
            (select count(*) from jobs where status in ('failed', 'dead_lettered')),
            (select coalesce(sum(stored_count + updated_count + unchanged_count + quarantined_count), 0)::bigint from jobs),
            (select coalesce(sum(quarantined_count), 0)::bigint from jobs),
            (select extract(epoch from percentile_cont(0.5) within group (order by @at - last_sync_at))::float8 / 3600 from expected
                where last_sync_at is not null),
            (select extract(epoch from max(@at - last_sync_at))::float8 / 3600 from expected),
            (select extract(epoch from max(finished_at) - min(started_at))::float8 / 60 from jobs
                where kind = 'scheduled' and day = (select max(day) from jobs where kind = 'scheduled')),
            (select coalesce(sum(cost_micro_usd), 0)::bigint from ingestion.platform_costs
                where owner = @owner and month = date_trunc('month', @at at time zone 'UTC')::date)
        """;

    private const string FaultsSql = """
        select platform, error_code, count(*) from ingestion.data_collection_jobs
        where owner = @owner and finished_at > @since and status in ('failed', 'dead_lettered') and error_code is not null
        group by platform, error_code order by count(*) desc, platform, error_code limit @limit
        """;

    private static readonly TimeSpan LookBack = TimeSpan.FromHours(24);

    /// <summary>Makes the report.</summary>
    /// <param name="owner">Whose accounts it is about.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<CollectionReport> ReadAsync(string owner, CancellationToken cancellationToken)
    {
        DateTimeOffset at = clock.GetDatabaseNow();
        var parameters = new { owner, at, since = at - LookBack, limit = MaxFaults };
        CollectionFigures figures = (await database.ReadAsync(FiguresSql, parameters, CollectionFigures.Read, cancellationToken))[0];
        IReadOnlyList<CollectionFault> faults = await database.ReadAsync(
            FaultsSql,
            parameters,
            row => new CollectionFault(
                row.GetString(0), row.GetString(1), row.GetInt64(2), ErrorCodes.RecoverySuggestion(row.GetString(1))),
            cancellationToken);
        return Report(figures, faults, at);
    }

    internal static CollectionReport Report(CollectionFigures figures, IReadOnlyList<CollectionFault> faults, DateTimeOffset at)
    {
        double? completion = Share(figures.Completed, figures.Expected);
        double? errors = Share(figures.Failed, figures.Expected);
        IReadOnlyList<CollectionKpi> kpis = Kpis(figures);
        return new CollectionReport
        {
            CheckedAt = at,
            ExpectedAccounts = figures.Expected,
            TotalCollections = figures.Completed,
            FailedCollections = figures.Failed,
            CollectionCompletionRate = completion,
            ErrorRate = errors,
            FreshnessLagHours = Rounded(figures.MedianLagHours),
            LongestLagHours = Rounded(figures.LongestLagHours),
            HealthScore = completion is null ? null : Rounded(Math.Max(0, 100 - (errors * 50 ?? 0) - ((1 - completion.Value) * 50))),
            Kpis = kpis,
            Faults = faults,
            Recommendations = [.. Recommendations(completion, errors, kpis)],
        };
    }

    private static IReadOnlyList<CollectionKpi> Kpis(CollectionFigures figures)
    {
        double? reliable = 100 * Share(figures.Jobs - figures.JobsFailed, figures.Jobs);
        double? valid = 100 * Share(figures.Records - figures.Quarantined, figures.Records);
        double? cost = figures.Expected == 0
            ? null
            : figures.CostMicroUsd / MicroUsd / Math.Max(1, figures.Expected / AccountsOfTheCostTarget);
        return
        [
            Kpi("collection_reliability", reliable, "> 95 % of the syncs succeed", value => value > 95),
            Kpi("data_freshness", figures.MedianLagHours, "< 6 hours since the last sync", value => value < 6),
            Kpi("data_quality", valid, "> 99 % of the records are valid", value => value > 99),
            Kpi("api_cost", cost, "< 50 USD a month for 1,000 accounts", value => value < 50),
            Kpi("pipeline_performance", figures.RunMinutes, "< 30 minutes for the daily run", value => value < 30),
        ];
    }

    private static CollectionKpi Kpi(string name, double? value, string target, Func<double, bool> isMet) =>
        new(name, Rounded(value), target, value is { } known ? isMet(known) : null);

    private static IEnumerable<string> Recommendations(double? completion, double? errors, IReadOnlyList<CollectionKpi> kpis)
    {
        if (completion is null)
        {
            yield return "No account was due in the last 24 hours: connect one, or check consent, subscriptions and schedules.";
        }

        if (completion < 0.5)
        {
            yield return "URGENT: more than half of the accounts were not collected in the last 24 hours.";
        }

        if (completion < 0.8)
        {
            yield return "Few accounts are collected: look for accounts that need a sign-in, with GET /api/v1/accounts?status=reauthorization_required.";
        }

        if (errors > 0.1)
        {
            yield return "Many syncs fail: see `faults` here, and GET /api/data/jobs/{account_id} for each account.";
        }

        foreach (CollectionKpi missed in kpis.Where(kpi => kpi.IsMet == false))
        {
            yield return $"Target missed: {missed.Name} is {missed.Value}, not {missed.Target}.";
        }
    }

    private static double? Share(long part, long whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);

    private static double? Rounded(double? value) => value is { } known ? Math.Round(known, 2) : null;
}
