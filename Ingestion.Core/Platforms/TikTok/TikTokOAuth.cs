using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.TikTok;

/// <summary>Sign-in and tokens of TikTok. Refresh tokens rotate: each is good for one refresh.</summary>
/// <remarks>
/// https://developers.tiktok.com/docs/en/oauth-refresh-a-user-access-token and /doc/oauth-error-handling, as gathered in
/// reference/provider-apis.md 2.3. Unconfirmed: that PKCE is for their mobile and desktop applications only.
/// </remarks>
internal static class TikTokOAuth
{
    internal static OAuthEndpoints Endpoints { get; } = new()
    {
        Platform = AccountPlatforms.TikTok,
        Authorize = new Uri("https://www.tiktok.com/v2/auth/authorize/"),
        Token = new Uri("https://open.tiktokapis.com/v2/oauth/token/"),
        Scopes = ["user.info.basic", "user.info.profile", "user.info.stats", "video.list"],
        ClientIdName = "client_key",
        ScopeSeparator = ',',
        Identity = new OAuthIdentity(
            new FetchCall(TikTokConnector.UserInfo, new Uri("https://open.tiktokapis.com/v2/user/info/?fields=open_id,username,display_name")))
        {
            Read = Accounts,
            Fail = answer => answer.FailByStatus(TikTokErrors.CodeOf(answer)),
        },
    };

    private static OAuthAccount[]? Accounts(PlatformAnswer answer)
    {
        JsonElement data = PlatformAnswer.ObjectOf(answer.Body, "data") ?? default;
        JsonElement user = PlatformAnswer.ObjectOf(data, "user") ?? default;
        return TikTokErrors.CodeOf(answer) is null && PlatformAnswer.TextOf(user, "open_id") is { } id
            ? [new OAuthAccount(id, PlatformAnswer.TextOf(user, "username"), PlatformAnswer.TextOf(user, "display_name"))]
            : null;
    }
}
