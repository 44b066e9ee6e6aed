using System.Data.Common;

namespace Ingestion.Core.Subscriptions;

/// <summary>Where a subscription sends to, and what it signs with.</summary>
internal sealed record WebhookTarget(Guid SubscriptionId, string Owner, Uri Url, SealedSecrets Secrets)
{
    /// <summary>What <see cref="Read"/> reads of subscription <c>w</c>.</summary>
    internal const string Columns = """
        w.subscription_id, w.owner, w.url, w.data_key, w.secret, case when w.old_secret_until > clock_timestamp() then w.old_secret end
        """;

    internal static WebhookTarget Read(DbDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        new Uri(row.GetString(2)),
        new SealedSecrets(
            row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4), row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5)));
}
