using Ingestion.Core.Crawls;

namespace Ingestion.Core.Accounts;

/// <summary>
/// Reads <c>credentials</c> of a body: <c>access_token</c>, <c>refresh_token</c>, <c>expires_at</c>, <c>refresh_expires_at</c>. No fault
/// quotes a token.
/// </summary>
internal static class CredentialFields
{
    internal const string Name = "credentials";

    private const int MaxTokenLength = 4096;

    internal static AccountTokens? Read(RequestFields body, string platform, DateTimeOffset now)
    {
        if (AccountPlatforms.NeedsNoCredentials(platform))
        {
            if (body.Has(Name))
            {
                body.Fault(Name, $"must be left out: {platform} is read with the application's own token");
            }

            return null;
        }

        if (body.Object(Name) is not { } fields)
        {
            return null;
        }

        string? accessToken = Token(fields, "access_token", isRequired: true);
        string? refreshToken = Token(fields, "refresh_token", isRequired: false);
        DateTimeOffset? expiresAt = fields.Time("expires_at");
        DateTimeOffset? refreshExpiresAt = fields.Time("refresh_expires_at");
        if (expiresAt <= now && refreshToken is null)
        {
            fields.Fault("expires_at", "must be in the future, for without a refresh_token the access_token cannot be renewed");
        }

        if (refreshExpiresAt <= now)
        {
            fields.Fault("refresh_expires_at", "must be in the future");
        }

        return new AccountTokens
        {
            AccessToken = accessToken ?? "",
            RefreshToken = refreshToken,
            IssuedAt = now,
            ExpiresAt = expiresAt,
            RefreshExpiresAt = refreshExpiresAt,
        };
    }

    private static string? Token(RequestFields fields, string name, bool isRequired)
    {
        string? token = fields.Text(name, MaxTokenLength, isRequired);
        if (token is null || token.All(character => character is > ' ' and < '\u007f' and not '"' and not '\''))
        {
            return token;
        }

        fields.Fault(name, "must be the token alone: without spaces, quotes or a leading Bearer");
        return null;
    }
}
