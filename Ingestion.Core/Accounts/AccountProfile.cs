using System.Data.Common;

namespace Ingestion.Core.Accounts;

/// <summary>Whose figures a connected account shows.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Platform">Lower case: <c>tiktok</c>.</param>
/// <param name="Handle">As the tables have it.</param>
/// <param name="OnlyOf">
/// The account itself while its identity is not proved: it shows only what its own syncs and crawls wrote. Null once it is proved.
/// </param>
public sealed record AccountProfile(Guid AccountId, string Platform, string Handle, Guid? OnlyOf)
{
    /// <summary>The filter of lists that takes <see cref="OnlyOf"/>.</summary>
    public const string OnlyOfFilter = "only_of";

    /// <summary>The condition of that filter for rows with a <c>snapshot_id</c>.</summary>
    internal const string IsOfAccount = "snapshot_id in (select c.snapshot_id from ingestion.crawl_metadata c where c.account_id = @only_of)";

    /// <summary>The account's platform, handle and this filter, for a list of one profile's rows.</summary>
    public IReadOnlyDictionary<string, object> Filters
    {
        get
        {
            Dictionary<string, object> filters = new() { ["platform"] = Platform, ["handle"] = Handle };
            if (OnlyOf is { } account)
            {
                filters[OnlyOfFilter] = account;
            }

            return filters;
        }
    }

    internal static AccountProfile Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3) ? null : row.GetGuid(0));
}
