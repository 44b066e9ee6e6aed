using System.Data.Common;
using System.Text.Json;
using Dapper;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Store;
using Npgsql;

namespace Ingestion.Core.Privacy;

/// <summary>Takes orders to erase somebody, and keeps how far they are.</summary>
/// <param name="database">The product's database.</param>
/// <param name="clock">Gives the times of writes.</param>
public sealed class ErasureStore(Database database, TimeProvider clock)
{
    /// <summary>
    /// Takes an order: the accounts, their tokens and the creator are gone at once, and nothing of them is collected or loaded any more. The
    /// rest follows in the background. Asked again, it is the same erasure.
    /// </summary>
    /// <param name="owner">Whose accounts they are.</param>
    /// <param name="order">Who is to be erased.</param>
    /// <param name="cancellationToken">Gives up waiting; it may then be taken or not.</param>
    /// <returns>The erasure; null when the owner has no such account or creator, and had none erased.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<Guid?> StartAsync(string owner, EraseOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        await using DatabaseTransaction transaction = await database.BeginAsync(cancellationToken);
        Guid? erasureId = await transaction.RunAsync(connection => StartAsync(connection, owner, order, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return erasureId;
    }

    internal Task<IReadOnlyList<Erasure>> FindOpenAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(ErasureSql.FindOpen, null, Erasure.Read, cancellationToken);

    /// <summary>Finds the other names under which the people are known, and puts tombstones for them.</summary>
    internal async Task NameAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        await using DatabaseTransaction transaction = await database.BeginAsync(cancellationToken);
        await transaction.RunAsync(async connection =>
        {
            await connection.RunAsync(LoadStatements.SettingsSql, null, cancellationToken);
            List<ErasedPerson> people = [];
            foreach (ErasedPerson person in erasure.People)
            {
                // A name that came up since the order may be another owner's.
                ErasedPerson named = await NameAsync(connection, person, cancellationToken);
                bool isShared = await CountOthersAsync(connection, erasure.Owner, named, cancellationToken) > 0;
                people.Add(isShared ? person : named);
            }

            await AddTombstonesAsync(connection, people.Select(person => (person, Tombstones.Everybody)), cancellationToken);
            return await connection.ExecuteAsync(Command(
                ErasureSql.Named, new { erasure.ErasureId, people = ErasedPerson.ToJson(people) }, cancellationToken));
        });
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Whether every load that could not know of the tombstones has ended.</summary>
    internal async Task<bool> PassBarrierAsync(Guid erasureId, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(ErasureSql.SetBarrier, new { erasureId }, cancellationToken);
        return await database.ExecuteAsync(ErasureSql.PassBarrier, new { erasureId }, cancellationToken) == 1;
    }

    /// <summary>Goes on to another stage; false when somebody else did.</summary>
    internal async Task<bool> MoveAsync(Erasure erasure, string stage, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            ErasureSql.Move,
            new { erasure.ErasureId, from = erasure.Stage, stage, instanceIds = erasure.InstanceIds, counts = "{}" },
            cancellationToken) == 1;

    /// <summary>Ends the erasure, and forgets the names.</summary>
    internal Task CompleteAsync(Guid erasureId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(ErasureSql.Complete, new { erasureId, at = clock.GetDatabaseNow() }, cancellationToken);

    private static async Task<ErasedPerson> NameAsync(
        NpgsqlConnection connection, ErasedPerson person, CancellationToken cancellationToken)
    {
        string[] handles = [.. person.Handles.Union(await connection.ReadAllAsync<string>(
            ErasureSql.FindHandles, new { person.Platform, ids = person.Ids.ToArray() }, cancellationToken))];
        string[] ids = [.. person.Ids.Union(await connection.ReadAllAsync<string>(
            ErasureSql.FindIds, new { person.Platform, handles }, cancellationToken))];
        return new ErasedPerson(person.Platform, ids, [.. handles.Union(ids.Select(id => id.ToLowerInvariant()))]);
    }

    private async Task<Guid?> StartAsync(
        NpgsqlConnection connection, string owner, EraseOrder order, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            owner,
            accountId = order.SubjectType == EraseOrder.Account ? order.SubjectId : (Guid?)null,
            creatorId = order.SubjectType == EraseOrder.Creator ? order.SubjectId : (Guid?)null,
            order.SubjectId,
        };
        await connection.RunAsync(IdentityLock.Exclusive, null, cancellationToken);
        long creators = await connection.ExecuteScalarAsync<long>(Command(ErasureSql.FindCreator, parameters, cancellationToken));
        IReadOnlyList<FoundAccount> accounts = await ReadAccountsAsync(connection, owner, parameters, cancellationToken);

        // After the locks: whoever asked at the same time has committed by now.
        Guid? known = await connection.ExecuteScalarAsync<Guid?>(Command(ErasureSql.FindBySubject, parameters, cancellationToken));
        if (known is not null || creators + accounts.Count == 0)
        {
            return known;
        }

        await AddTombstonesAsync(
            connection,
            accounts.Select(account => (account.Person, account.IsShared ? owner : Tombstones.Everybody)),
            cancellationToken);
        return await InsertAsync(connection, owner, order, accounts, creators, cancellationToken);
    }

    private async Task<Guid> InsertAsync(
        NpgsqlConnection connection,
        string owner,
        EraseOrder order,
        IReadOnlyList<FoundAccount> accounts,
        long creators,
        CancellationToken cancellationToken)
    {
        Guid[] accountIds = [.. accounts.Select(account => account.AccountId)];
        Guid[] creatorIds = creators == 0 ? [] : [order.SubjectId];
        int credentials = await connection.ExecuteAsync(Command(
            "delete from ingestion.account_credentials where account_id = any(@accountIds)", new { accountIds }, cancellationToken));
        await connection.ExecuteAsync(Command(
            """
            delete from ingestion.connected_accounts where account_id = any(@accountIds);
            delete from ingestion.influencer_details where creator_id = any(@creatorIds)
            """,
            new { accountIds, creatorIds },
            cancellationToken));
        var erasureId = Guid.CreateVersion7(clock.GetUtcNow());
        await connection.ExecuteAsync(Command(
            ErasureSql.Insert,
            new
            {
                erasureId,
                owner,
                order.SubjectType,
                order.SubjectId,
                accountIds,
                creatorIds,
                people = ErasedPerson.ToJson([.. accounts.Where(account => !account.IsShared).Select(account => account.Person)]),
                erased = JsonSerializer.Serialize(new Dictionary<string, long>
                {
                    ["accounts"] = accountIds.Length,
                    ["credentials"] = credentials,
                    ["creators"] = creators,
                }),
                keptForOthers = accounts.Count(account => account.Others > 0),
                keptUnproved = accounts.Count(account => !account.IsProved),
                at = clock.GetDatabaseNow(),
            },
            cancellationToken));
        return erasureId;
    }

    /// <summary>With all names of those whose identity was proved: only by all of them can it be said who else has the account.</summary>
    private static async Task<IReadOnlyList<FoundAccount>> ReadAccountsAsync(
        NpgsqlConnection connection, string owner, object parameters, CancellationToken cancellationToken)
    {
        List<FoundAccount> found = [];
        await using (DbDataReader row = await connection.ExecuteReaderAsync(Command(ErasureSql.FindAccounts, parameters, cancellationToken)))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                found.Add(FoundAccount.Read(row));
            }
        }

        await connection.RunAsync(LoadStatements.SettingsSql, null, cancellationToken);
        List<FoundAccount> accounts = [];
        foreach (FoundAccount account in found)
        {
            ErasedPerson person = account.IsProved ? await NameAsync(connection, account.Person, cancellationToken) : account.Person;
            accounts.Add(account with { Person = person, Others = await CountOthersAsync(connection, owner, person, cancellationToken) });
        }

        return accounts;
    }

    private static Task<long> CountOthersAsync(
        NpgsqlConnection connection, string owner, ErasedPerson person, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long>(Command(
            ErasureSql.CountOthers,
            new { owner, person.Platform, ids = person.Ids.ToArray(), handles = person.Handles.ToArray() },
            cancellationToken));

    private Task<int> AddTombstonesAsync(
        NpgsqlConnection connection, IEnumerable<(ErasedPerson Person, string Owner)> people, CancellationToken cancellationToken)
    {
        (string Platform, string Kind, byte[] Hash, string Owner)[] stones =
        [
            .. people.SelectMany(one => one.Person.Ids.Select(id => (PersonHash.Id, id))
                .Concat(one.Person.Handles.Select(handle => (PersonHash.Handle, handle)))
                .Select(name => (
                    one.Person.Platform, name.Item1, PersonHash.Of(one.Person.Platform, name.Item1, name.Item2), one.Owner))),
        ];
        return connection.ExecuteAsync(Command(
            ErasureSql.AddTombstones,
            new
            {
                platforms = stones.Select(stone => stone.Platform).ToArray(),
                kinds = stones.Select(stone => stone.Kind).ToArray(),
                hashes = stones.Select(stone => stone.Hash).ToArray(),
                owners = stones.Select(stone => stone.Owner).ToArray(),
                at = clock.GetDatabaseNow(),
            },
            cancellationToken));
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    private sealed record FoundAccount(Guid AccountId, ErasedPerson Person, bool IsProved, long Others = 0)
    {
        /// <summary>What was collected is not this owner's alone, or nothing proves that it is about this person.</summary>
        public bool IsShared => !IsProved || Others > 0;

        public static FoundAccount Read(DbDataReader row)
        {
            string id = row.GetString(2);
            string[] handles = row.IsDBNull(3) ? [id.ToLowerInvariant()] : [row.GetString(3), id.ToLowerInvariant()];
            return new FoundAccount(row.GetGuid(0), new ErasedPerson(row.GetString(1), [id], handles), row.GetBoolean(4));
        }
    }
}
