using System.Data.Common;
using System.Text.Json;
using Dapper;
using Ingestion.Core.Crawls;
using Ingestion.Core.Persistence;
using Ingestion.Core.Store;
using Npgsql;

namespace Ingestion.Core.Privacy;

/// <summary>Takes people out of the tables, in one transaction with the erasure's counts and stage.</summary>
internal sealed class ErasureRows(Database database, TimeProvider clock)
{
    private const string ErasedUrl = "https://erased.invalid/";

    /// <summary>
    /// Erases; when there was anything, lists the files to be looked through and goes on to <c>files</c>. Looking again, it is done when
    /// nothing is found, and no crawl of such a page is under way.
    /// </summary>
    /// <returns>Whether nothing is left.</returns>
    internal async Task<bool> RunAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        await using DatabaseTransaction transaction = await database.BeginAsync(cancellationToken);
        bool isDone = await transaction.RunAsync(connection => RunAsync(connection, erasure, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return isDone;
    }

    private async Task<bool> RunAsync(NpgsqlConnection connection, Erasure erasure, CancellationToken cancellationToken)
    {
        bool isAgain = erasure.Stage == "check";
        (Guid[] pages, bool isUnderWay) = await FindPagesAsync(connection, erasure, cancellationToken);
        if (isAgain && isUnderWay)
        {
            return false;
        }

        await connection.RunAsync(LoadStatements.SettingsSql, null, cancellationToken);
        var names = new
        {
            handlePlatforms = Flat(erasure, person => person.Handles, (person, _) => person.Platform),
            handles = Flat(erasure, person => person.Handles, (_, handle) => handle),
            idPlatforms = Flat(erasure, person => person.Ids, (person, _) => person.Platform),
            ids = Flat(erasure, person => person.Ids, (_, id) => id),
        };
        await connection.RunAsync(ErasureRowsSql.Prepare, names, cancellationToken);
        var parameters = new
        {
            erasure.ErasureId,
            erasure.AccountIds,
            erasure.CreatorIds,
            pages,
            erasedUrl = ErasedUrl,
            platforms = Platforms(erasure),
            at = clock.GetDatabaseNow(),
        };
        string[] instances =
        [
            .. erasure.InstanceIds.Union(
                await connection.ReadAllAsync<string>(ErasureRowsSql.Instances, parameters, cancellationToken)),
        ];

        // Their paths are in rows that go now.
        await connection.RunAsync(ErasureRowsSql.ListOwnFiles, parameters, cancellationToken);
        Dictionary<string, long> counts = [];
        foreach (ErasedRows rows in ErasureRowsSql.All)
        {
            counts[rows.Kind] = counts.GetValueOrDefault(rows.Kind) + await connection.RunAsync(rows.Sql, parameters, cancellationToken);
        }

        counts["crawl_orders"] = await connection.RunAsync(ErasureRowsSql.ForgetPages, parameters, cancellationToken);
        if (isAgain && counts.Values.Sum() == 0)
        {
            return true;
        }

        await connection.RunAsync(ErasureRowsSql.ListFiles, parameters, cancellationToken);
        await connection.RunAsync(ErasureRowsSql.ListRejectedFiles, parameters, cancellationToken);
        await connection.RunAsync(
            ErasureSql.Move,
            new { erasure.ErasureId, from = erasure.Stage, stage = "files", instanceIds = instances, counts = JsonSerializer.Serialize(counts) },
            cancellationToken);
        return false;
    }

    /// <summary>The crawls of erased people's pages that have ended, and whether another one is under way.</summary>
    private static async Task<(Guid[] Pages, bool IsUnderWay)> FindPagesAsync(
        NpgsqlConnection connection, Erasure erasure, CancellationToken cancellationToken)
    {
        HashSet<string> handles = [.. erasure.People.SelectMany(person => person.Handles)];
        List<Guid> pages = [];
        bool isUnderWay = false;
        await using DbDataReader row = await connection.ExecuteReaderAsync(new CommandDefinition(
            ErasureRowsSql.Pages,
            new { platforms = Platforms(erasure), erasedUrl = ErasedUrl },
            cancellationToken: cancellationToken));
        while (await row.ReadAsync(cancellationToken))
        {
            if (CrawledProfile.HandleOf(row.GetString(1)) is not { } handle || !handles.Contains(handle))
            {
                continue;
            }

            if (row.GetBoolean(2))
            {
                pages.Add(row.GetGuid(0));
            }
            else
            {
                isUnderWay = true;
            }
        }

        return ([.. pages], isUnderWay);
    }

    private static string[] Platforms(Erasure erasure) => [.. erasure.People.Select(person => person.Platform).Distinct()];

    private static string[] Flat(
        Erasure erasure, Func<ErasedPerson, IReadOnlyList<string>> names, Func<ErasedPerson, string, string> select) =>
        [.. erasure.People.SelectMany(person => names(person).Select(name => select(person, name)))];
}
