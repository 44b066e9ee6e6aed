using System.Net.Http.Headers;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.TikTok;

/// <summary>Sign-in and tokens of TikTok. Refresh tokens rotate: each is good for one refresh.</summary>
/// <remarks>
/// https://developers.tiktok.com/docs/en/oauth-refresh-a-user-access-token and /doc/oauth-error-handling, as gathered in
/// reference/provider-apis.md 2.3. Unconfirmed: that PKCE is for their mobile and desktop applications only.
/// </remarks>
internal sealed class TikTokOAuth(PlatformHttp http, TimeProvider clock, IOptions<TikTokOptions> options) : IPlatformOAuth
{
    private static readonly Uri UserInfo = new("https://open.tiktokapis.com/v2/user/info/?fields=open_id,username,display_name");

    private static readonly OAuthEndpoints Endpoints = new()
    {
        Platform = AccountPlatforms.TikTok,
        Authorize = new Uri("https://www.tiktok.com/v2/auth/authorize/"),
        Token = new Uri("https://open.tiktokapis.com/v2/oauth/token/"),
        Scopes = ["user.info.basic", "user.info.profile", "user.info.stats", "video.list"],
        ClientIdName = "client_key",
        ScopeSeparator = ',',
    };

    private readonly OAuthClient oauth = new(http, clock, Endpoints, options.Value);

    public string Platform => AccountPlatforms.TikTok;

    public bool HasPkce => false;

    public bool IsConfigured => ((IPlatformApp)options.Value).IsComplete;

    public Uri AuthorizationUrl(SignInStart start) => oauth.AuthorizationUrl(start);

    public async Task<PlatformResult<IReadOnlyList<SignedInAccount>>> SignInAsync(
        SignInCode code, CancellationToken cancellationToken) =>
        await (await oauth.ExchangeAsync(code, cancellationToken)).ThenAsync(granted => IdentifyAsync(granted, cancellationToken));

    public Task<PlatformResult<AccountTokens>> RenewAsync(AccountTokens tokens, CancellationToken cancellationToken) =>
        oauth.RefreshAsync(tokens, cancellationToken);

    private async Task<PlatformResult<IReadOnlyList<SignedInAccount>>> IdentifyAsync(
        GrantedTokens granted, CancellationToken cancellationToken)
    {
        PlatformAnswer answer = await http.GetAsync(
            "tiktok user info",
            UserInfo,
            new AuthenticationHeaderValue("Bearer", granted.Tokens.AccessToken),
            cancellationToken);
        JsonElement data = PlatformAnswer.ObjectOf(answer.Body, "data") ?? default;
        JsonElement user = PlatformAnswer.ObjectOf(data, "user") ?? default;
        string? error = TikTokErrors.CodeOf(answer);
        return answer.IsSuccess && error is null && PlatformAnswer.TextOf(user, "open_id") is { } id
            ? new([new SignedInAccount(
                id,
                PlatformAnswer.TextOf(user, "username"),
                PlatformAnswer.TextOf(user, "display_name"),
                granted.Scopes,
                granted.Tokens)], null)
            : new(null, answer.FailByStatus(error));
    }
}
