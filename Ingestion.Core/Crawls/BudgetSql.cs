using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Ingestion.Core.Crawls;

/// <summary>
/// What a brand has used of its month. $9 is the brand, $17 the start of the month, $18 what a crawl without num_of_posts
/// counts as: the numbering of the intake's insert, of which these are parts.
/// </summary>
internal static class BudgetSql
{
    /// <summary>
    /// Records that the provider delivered, so billed, for crawls that ended this month. A replay moves the end of a crawl, but
    /// not the month in which its records were paid for.
    /// </summary>
    internal const string Delivered = """
        select coalesce(sum(coalesce(record_count, provider_records, 0)), 0)
        from ingestion.crawl_metadata where brand = $9 and finished_at is not null and finished_at >= $17
          and (downloading_at is null or downloading_at >= $17)
        """;

    /// <summary>Records that active crawls may still bring.</summary>
    internal const string Ordered = """
        select coalesce(sum(coalesce(record_count, provider_records, num_of_posts, $18)), 0)
        from ingestion.crawl_metadata where brand = $9 and finished_at is null
          and (downloading_at is null or downloading_at >= $17)
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
