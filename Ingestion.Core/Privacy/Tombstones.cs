using Dapper;
using Ingestion.Core.Persistence;
using Npgsql;

namespace Ingestion.Core.Privacy;

/// <summary>Reads <c>erasure_tombstones</c>.</summary>
internal static class Tombstones
{
    /// <summary>Nobody may come back for everybody.</summary>
    internal const string Everybody = "";

    private const string ReadSql = """
        select encode(hash, 'hex') from ingestion.erasure_tombstones where platform = @platform and owner = ''
        """;

    /// <summary>For an account that would be new: whether this owner, or anybody, had it erased.</summary>
    internal const string HasAccountSql = """
        exists (
            select from ingestion.erasure_tombstones t
            where t.platform = @platform and t.hash = any(@personHashes) and t.owner in ('', @owner))
        """;

    /// <summary>The people of a platform whose records nobody is to get any more.</summary>
    internal static async Task<ErasedPeople> ReadAsync(
        NpgsqlConnection connection, string platform, CancellationToken cancellationToken) =>
        Of(platform, await connection.QueryAsync<string>(new CommandDefinition(ReadSql, new { platform }, cancellationToken: cancellationToken)));

    internal static async Task<ErasedPeople> ReadAsync(Database database, string platform, CancellationToken cancellationToken) =>
        Of(platform, await database.QueryAsync<string>(ReadSql, new { platform }, cancellationToken));

    /// <summary>The hashes by which an account may be known.</summary>
    internal static byte[][] HashesOf(string platform, string externalId, string? handle) =>
    [
        PersonHash.Of(platform, PersonHash.Id, externalId),
        .. handle is null ? Array.Empty<byte[]>() : [PersonHash.Of(platform, PersonHash.Handle, handle)],
    ];

    private static ErasedPeople Of(string platform, IEnumerable<string> hashes) =>
        new(platform, hashes.ToHashSet(StringComparer.Ordinal));
}
