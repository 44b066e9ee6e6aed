using System.Data.Common;

namespace Ingestion.Core.Accounts.Tokens;

/// <summary>An account and its sealed tokens, as they were at one moment.</summary>
internal sealed record AccountAccess
{
    internal const string Columns = $"""
        a.account_id, a.owner, a.platform, a.external_id, a.handle, a.creator_id, a.status = 'active', {ConsentSql.IsCollected},
        c.version, c.data_key, c.access_token, c.refresh_token, c.issued_at, c.expires_at, c.refresh_expires_at
        """;

    internal required Guid AccountId { get; init; }

    internal required string Owner { get; init; }

    internal required string Platform { get; init; }

    internal required string ExternalId { get; init; }

    internal required string? Handle { get; init; }

    internal required Guid? CreatorId { get; init; }

    internal required bool IsActive { get; init; }

    internal required bool IsCollected { get; init; }

    /// <summary>Null where the account has no tokens of its own.</summary>
    internal required SealedTokens? Tokens { get; init; }

    internal static AccountAccess Read(DbDataReader row) => new()
    {
        AccountId = row.GetGuid(0),
        Owner = row.GetString(1),
        Platform = row.GetString(2),
        ExternalId = row.GetString(3),
        Handle = row.IsDBNull(4) ? null : row.GetString(4),
        CreatorId = row.IsDBNull(5) ? null : row.GetGuid(5),
        IsActive = row.GetBoolean(6),
        IsCollected = row.GetBoolean(7),
        Tokens = row.IsDBNull(8) ? null : ReadTokens(row),
    };

    private static SealedTokens ReadTokens(DbDataReader row) => new(
        row.GetInt64(8),
        row.GetFieldValue<byte[]>(9),
        row.GetFieldValue<byte[]>(10),
        row.IsDBNull(11) ? null : row.GetFieldValue<byte[]>(11),
        row.GetFieldValue<DateTimeOffset>(12),
        Time(row, 13),
        Time(row, 14));

    private static DateTimeOffset? Time(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}

/// <summary>Tokens as they are stored.</summary>
/// <param name="Version">Grows with each change.</param>
/// <param name="DataKey">Wrapped.</param>
/// <param name="AccessToken">Sealed.</param>
/// <param name="RefreshToken">Sealed.</param>
/// <param name="IssuedAt">When the access token was given.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="RefreshExpiresAt">When the refresh token ends.</param>
internal sealed record SealedTokens(
    long Version,
    byte[] DataKey,
    byte[] AccessToken,
    byte[]? RefreshToken,
    DateTimeOffset IssuedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RefreshExpiresAt)
{
    /// <summary>Opens them with the unwrapped data key.</summary>
    internal AccountTokens Open(Security.DataKey key) => new()
    {
        AccessToken = key.Open(CredentialRow.AccessTokenColumn, AccessToken),
        RefreshToken = RefreshToken is null ? null : key.Open(CredentialRow.RefreshTokenColumn, RefreshToken),
        IssuedAt = IssuedAt,
        ExpiresAt = ExpiresAt,
        RefreshExpiresAt = RefreshExpiresAt,
    };
}
