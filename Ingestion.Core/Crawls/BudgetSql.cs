using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Ingestion.Core.Crawls;

/// <summary>What a brand has used of its month.</summary>
internal static class BudgetSql
{
    /// <summary>
    /// The sum of the records that were delivered, so billed, for crawls that ended this month, and of those that active crawls
    /// may still bring. A replay moves the end of a crawl, but not the month in which its records were paid for.
    /// </summary>
    /// <param name="brand">The parameter that holds the brand, for example <c>$9</c>.</param>
    /// <param name="month">The parameter that holds the start of the month.</param>
    /// <param name="assumed">The parameter that holds what an active crawl without num_of_posts counts as.</param>
    internal static string Used(string brand, string month, string assumed) => $"""
        (select coalesce(sum(coalesce(record_count, provider_records, 0)), 0)
         from ingestion.crawl_metadata where brand = {brand} and finished_at is not null and finished_at >= {month}
           and (downloading_at is null or downloading_at >= {month}))
        + (select coalesce(sum(coalesce(record_count, provider_records, num_of_posts, {assumed})), 0)
         from ingestion.crawl_metadata where brand = {brand} and finished_at is null
           and (downloading_at is null or downloading_at >= {month}))
        """;

    /// <summary>The first instant of the time's month, UTC.</summary>
    internal static DateTimeOffset MonthOf(DateTimeOffset time) =>
        new(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Lets one order of a brand at a time look at the sums and add to them.</summary>
    internal static NpgsqlBatchCommand LockOf(string brand)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(brand));
        NpgsqlBatchCommand command = new("select pg_advisory_xact_lock($1)");
        command.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlDbType.Bigint,
            Value = BinaryPrimitives.ReadInt64BigEndian(hash),
        });
        return command;
    }
}
