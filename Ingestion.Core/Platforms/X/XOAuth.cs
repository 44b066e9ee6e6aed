using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.X;

/// <summary>Sign-in and tokens of X. Refresh tokens rotate, and are given with the scope <c>offline.access</c> only.</summary>
/// <remarks>As gathered in reference/provider-apis.md 2.5; that they are good once, and the authorization page, are unconfirmed.</remarks>
internal static class XOAuth
{
    internal static OAuthEndpoints Endpoints { get; } = new()
    {
        Platform = AccountPlatforms.X,
        Authorize = new Uri("https://x.com/i/oauth2/authorize"),
        Token = new Uri("https://api.x.com/2/oauth2/token"),
        Scopes = ["tweet.read", "users.read", "offline.access"],
        UsesBasic = true,
        HasPkce = true,
        Identity = new OAuthIdentity(new FetchCall(XLimits.MeEndpoint, new Uri("https://api.x.com/2/users/me")) { Billed = XConnector.BillUser })
        {
            Read = Accounts,
            Fail = answer => answer.FailByStatus(answer.Text("type")),
        },
    };

    private static OAuthAccount[]? Accounts(PlatformAnswer answer)
    {
        JsonElement user = PlatformAnswer.ObjectOf(answer.Body, "data") ?? default;
        return PlatformAnswer.TextOf(user, "id") is { } id
            ? [new OAuthAccount(id, PlatformAnswer.TextOf(user, "username"), PlatformAnswer.TextOf(user, "name"))]
            : null;
    }
}
