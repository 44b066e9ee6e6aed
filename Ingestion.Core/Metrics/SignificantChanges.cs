using System.Data.Common;
using Dapper;
using Ingestion.Core.Crawls;
using Ingestion.Core.Events;
using Ingestion.Core.Store;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ingestion.Core.Metrics;

/// <summary>
/// Tells of connected accounts that changed much from one day to the next: in the transaction that writes the day, once per account and
/// day, whatever comes later that day and however often it is loaded.
/// </summary>
/// <param name="options">What is much.</param>
/// <param name="events">The topic prefix.</param>
internal sealed class SignificantChanges(IOptions<MetricsOptions> options, IOptions<EventOptions> events)
{
    // A sync is about its own account; a crawl may be about any account's page. Who has no day before has not changed. An account's first
    // sync reads all of its posts, later ones the last weeks' only: the mean of the first is no measure for the second.
    private const string FindSql = $"""
        select a.account_id, a.owner, a.platform, a.external_id, d.handle, a.creator_id, d.metric_date,
            m.followers, f.followers, round((m.followers - f.followers)::numeric / nullif(f.followers, 0) * 100, 2), f.metric_date,
            m.engagement_rate, e.engagement_rate, round(m.engagement_rate - e.engagement_rate, 2), e.metric_date
        from {SnapshotDays.Table} d
        join ingestion.metrics m on m.platform = @Platform and m.handle = d.handle and m.metric_date = d.metric_date
        join ingestion.connected_accounts a on a.platform = @Platform and (@accountId::uuid is null or a.account_id = @accountId)
            and (a.identity_proved_at is not null or a.account_id = @accountId)
            and (a.handle = d.handle or lower(a.external_id) = d.handle or exists (
                select from ingestion.follower_metrics p
                where p.platform = a.platform and p.handle = d.handle and p.profile_id = a.external_id))
        left join lateral (
            select p.metric_date, p.followers from ingestion.metrics p
            where p.platform = m.platform and p.handle = m.handle and p.metric_date < m.metric_date and p.followers is not null
            order by p.metric_date desc limit 1
        ) f on m.followers is not null
        left join lateral (
            select p.metric_date, p.engagement_rate from ingestion.metrics p
            where p.platform = m.platform and p.handle = m.handle and p.metric_date < m.metric_date and p.engagement_rate is not null
                and not exists (
                    select from ingestion.raw_data_crawl_snapshots s join ingestion.data_collection_jobs j on j.job_id = s.crawl_id
                    where s.snapshot_id = p.snapshot_id and j.watermark_before is null)
            order by p.metric_date desc limit 1
        ) e on m.engagement_rate is not null
        where abs(m.followers - f.followers) * 100.0 > @followerPercent * f.followers
            or abs(m.engagement_rate - e.engagement_rate) > @engagementPoints
        order by a.account_id, d.metric_date
        """;

    private const string EventSql = """
        insert into ingestion.outbox (id, event_type, topic, aggregate_id, owner, envelope, created_at)
        values (@Id, @EventType, @Topic, @AggregateId, @Owner, @Envelope::json, @at)
        on conflict (id) do nothing
        """;

    /// <summary>Writes the events. Call it when the days of the snapshot are staged and written.</summary>
    internal async Task RecordAsync(NpgsqlConnection connection, Crawl crawl, LoadInput load, CancellationToken cancellationToken)
    {
        List<SignificantChange> changes = [];
        var parameters = new
        {
            load.Platform,
            accountId = crawl.AccountId,
            followerPercent = options.Value.SignificantFollowerPercent,
            engagementPoints = options.Value.SignificantEngagementPoints,
        };
        await using (DbDataReader row = await connection.ExecuteReaderAsync(
            new CommandDefinition(FindSql, parameters, cancellationToken: cancellationToken)))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                changes.Add(Read(row));
            }
        }

        foreach (SignificantChange change in changes)
        {
            OutboxEvent made = Event(change, load.At);
            await connection.ExecuteAsync(new CommandDefinition(
                EventSql,
                new { made.Id, made.EventType, made.Topic, made.AggregateId, change.Owner, made.Envelope, at = load.At },
                cancellationToken: cancellationToken));
        }
    }

    internal OutboxEvent Event(SignificantChange change, DateTimeOffset at) => OutboxEvent.Make(
        events.Value.TopicPrefix, EventTypes.MetricsSignificantChange, change.AccountId, change.MetricDate.DayNumber, at, change);

    private static SignificantChange Read(DbDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        Value<Guid>(row, 5),
        row.GetFieldValue<DateOnly>(6),
        Value<long>(row, 7),
        Value<long>(row, 8),
        Value<decimal>(row, 9),
        Value<DateOnly>(row, 10),
        Value<decimal>(row, 11),
        Value<decimal>(row, 12),
        Value<decimal>(row, 13),
        Value<DateOnly>(row, 14));

    private static T? Value<T>(DbDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);
}
