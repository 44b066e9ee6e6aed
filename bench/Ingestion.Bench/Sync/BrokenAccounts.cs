using Npgsql;
using Simulators.Platforms;

namespace Ingestion.Bench.Sync;

/// <summary>Ten accounts that cannot be synced, each for a reason of its own, and nothing else is touched.</summary>
internal static class BrokenAccounts
{
    private const int ForEver = 1_000_000;

    /// <summary>Each account is named by its platform and its place among the platform's accounts.</summary>
    private const string BreakSql = """
        with numbered as (
            select account_id, platform, external_id, row_number() over (partition by platform order by external_id) as place
            from ingestion.connected_accounts
        ), damaged as (
            update ingestion.account_credentials c set access_token = '\x00', refresh_token = '\x00'
            from numbered n where n.account_id = c.account_id and n.platform = 'tiktok' and n.place = 1
        ), changed as (
            update ingestion.connected_accounts a set
                external_id = case when n.platform = 'instagram' then 'gone1' else a.external_id end,
                data_collection_enabled = n.platform <> 'spotify',
                source = case when n.platform = 'youtube' then 'brightdata' else a.source end,
                page_url = case when n.platform = 'youtube' then 'https://www.youtube.com/@nobody1' else a.page_url end
            from numbered n
            where n.account_id = a.account_id and (n.platform, n.place) in (('instagram', 1), ('spotify', 1), ('youtube', 1))
        )
        select account_id, platform, external_id, place from numbered
        where (platform, place) in (
            ('apple_music', 1), ('facebook', 1), ('instagram', 1), ('linkedin', 1), ('spotify', 1), ('spotify', 2), ('tiktok', 1), ('x', 1),
            ('youtube', 1), ('youtube', 2))
        """;

    /// <returns>Their ids.</returns>
    public static async Task<Guid[]> BreakAsync(
        PlatformsSimulator platforms, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        List<Guid> broken = [];
        await using NpgsqlCommand command = database.CreateCommand(BreakSql);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            broken.Add(row.GetGuid(0));
            string account = row.GetString(2);
            switch (row.GetString(1), row.GetInt64(3))
            {
                case ("apple_music", _):
                    platforms.AddFault("apple_music", "repeat_cursor", ForEver, account: account);
                    break;
                case ("facebook", _):
                    platforms.AddFault("facebook", "unavailable", ForEver, account: account);
                    break;
                case ("linkedin", _):
                    platforms.AddFault("linkedin", "forbidden", ForEver, account: account);
                    break;
                case ("spotify", 2):
                    platforms.AddFault("spotify", "html", ForEver, account: account);
                    break;
                case ("x", _):
                    platforms.AddFault("x", "quota", ForEver, account: account);
                    break;
                case ("youtube", 2):
                    platforms.Revoke("youtube", account["UC".Length..]);
                    break;
                default:
                    break;
            }
        }

        return [.. broken];
    }
}
