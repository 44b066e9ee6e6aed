using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Security;

namespace Ingestion.Core.Accounts.Connect;

/// <summary>
/// <c>oauth_states</c>: each state is 32 random bytes, of which only the hash is kept, good once and for ten minutes.
/// </summary>
internal sealed class OAuthStateStore(Database database, KeyWrapper keys, TimeProvider clock)
{
    /// <summary>How long somebody may take to sign in.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const int StateBytes = 32;
    private const int MaxStateLength = 100;
    private const string VerifierColumn = "code_verifier";
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private const string InsertSql = """
        insert into ingestion.oauth_states (
            state_id, state_hash, owner, platform, creator_id, redirect_uri, data_key, code_verifier, created_at, expires_at)
        values (@stateId, @hash, @owner, @platform, @creatorId, @redirectUri, @dataKey, @codeVerifier, @at, @expiresAt)
        """;

    private const string FindSql = """
        select state_id, owner, platform, creator_id, redirect_uri, data_key, code_verifier, expires_at, used_at is not null
        from ingestion.oauth_states where state_hash = @hash
        """;

    // The row lock lets one of several callbacks through.
    private const string UseSql = """
        update ingestion.oauth_states set used_at = @at where state_id = @stateId and used_at is null
        """;

    /// <summary>Makes a state.</summary>
    /// <returns>The state for the platform, and the PKCE challenge when one is wanted.</returns>
    internal async Task<(string State, string? CodeChallenge)> CreateAsync(
        SignInOrder order, bool hasPkce, CancellationToken cancellationToken)
    {
        string state = RandomText();
        var stateId = Guid.CreateVersion7(clock.GetUtcNow());
        string? verifier = hasPkce ? RandomText() : null;
        (WrappedKey Wrapped, byte[] Verifier)? secret =
            verifier is null ? null : await SealAsync(stateId, verifier, cancellationToken);
        DateTimeOffset at = clock.GetDatabaseNow();
        await database.ExecuteAsync(
            InsertSql,
            new
            {
                stateId,
                hash = Hash(state),
                order.Owner,
                order.Platform,
                order.CreatorId,
                order.RedirectUri,
                dataKey = secret?.Wrapped.Bytes,
                codeVerifier = secret?.Verifier,
                at,
                expiresAt = at + Life,
            },
            cancellationToken);
        return (state, verifier is null ? null : Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
    }

    /// <summary>Takes a state that came back. Only a good one is used up by that.</summary>
    /// <param name="state">As it came.</param>
    /// <param name="platform">Where it came back.</param>
    /// <param name="caller">The owner that the browser proved to be; null when it proved nothing.</param>
    /// <param name="cancellationToken">Gives up waiting; the state may then be used up.</param>
    internal async Task<(OAuthStateStatus Status, OAuthState? State)> TakeAsync(
        string state, string platform, string? caller, CancellationToken cancellationToken)
    {
        StateRow? row = state.Length > MaxStateLength
            ? null
            : (await database.ReadAsync(FindSql, new { hash = Hash(state) }, StateRow.Read, cancellationToken)).SingleOrDefault();
        DateTimeOffset at = clock.GetDatabaseNow();
        OAuthStateStatus status = row switch
        {
            null => OAuthStateStatus.Unknown,
            _ when row.Platform != platform || (caller is not null && row.Owner != caller) => OAuthStateStatus.Foreign,
            { IsUsed: true } => OAuthStateStatus.Used,
            _ when row.ExpiresAt <= at => OAuthStateStatus.Expired,
            _ => await database.ExecuteAsync(UseSql, new { row.StateId, at }, cancellationToken) == 1
                ? OAuthStateStatus.Taken
                : OAuthStateStatus.Used,
        };
        return (status, status is OAuthStateStatus.Taken ? await OpenAsync(row!, cancellationToken) : null);
    }

    /// <summary>Forgets states that ended a day ago.</summary>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    internal Task<int> TidyAsync(CancellationToken cancellationToken) => database.ExecuteAsync(
        "delete from ingestion.oauth_states where expires_at < @before", new { before = clock.GetUtcNow() - KeptFor }, cancellationToken);

    private static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(StateBytes));

    private static byte[] Hash(string state) => SHA256.HashData(Encoding.UTF8.GetBytes(state));

    private async Task<(WrappedKey Wrapped, byte[] Verifier)> SealAsync(
        Guid stateId, string verifier, CancellationToken cancellationToken)
    {
        (DataKey key, WrappedKey wrapped) = await keys.CreateAsync(stateId, cancellationToken);
        using (key)
        {
            return (wrapped, key.Seal(VerifierColumn, verifier));
        }
    }

    private async Task<OAuthState> OpenAsync(StateRow row, CancellationToken cancellationToken)
    {
        string? verifier = null;
        if (row is { DataKey: { } wrapped, CodeVerifier: { } sealedVerifier })
        {
            using DataKey key = await keys.OpenAsync(row.StateId, wrapped, cancellationToken);
            verifier = key.Open(VerifierColumn, sealedVerifier);
        }

        return new OAuthState
        {
            Owner = row.Owner,
            CreatorId = row.CreatorId,
            RedirectUri = row.RedirectUri,
            CodeVerifier = verifier,
        };
    }

    private sealed record StateRow(
        Guid StateId,
        string Owner,
        string Platform,
        Guid? CreatorId,
        string RedirectUri,
        byte[]? DataKey,
        byte[]? CodeVerifier,
        DateTimeOffset ExpiresAt,
        bool IsUsed)
    {
        internal static StateRow Read(DbDataReader row) => new(
            row.GetGuid(0),
            row.GetString(1),
            row.GetString(2),
            row.IsDBNull(3) ? null : row.GetGuid(3),
            row.GetString(4),
            row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5),
            row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6),
            row.GetFieldValue<DateTimeOffset>(7),
            row.GetBoolean(8));
    }
}
