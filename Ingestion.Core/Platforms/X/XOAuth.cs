using System.Net.Http.Headers;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.X;

/// <summary>Sign-in and tokens of X. Refresh tokens rotate, and are given with the scope <c>offline.access</c> only.</summary>
/// <remarks>As gathered in reference/provider-apis.md 2.5; that they are good once, and the authorization page, are unconfirmed.</remarks>
internal sealed class XOAuth(PlatformHttp http, TimeProvider clock, IOptions<XOptions> options) : IPlatformOAuth
{
    private static readonly Uri Me = new("https://api.x.com/2/users/me");

    private static readonly OAuthEndpoints Endpoints = new()
    {
        Platform = AccountPlatforms.X,
        Authorize = new Uri("https://x.com/i/oauth2/authorize"),
        Token = new Uri("https://api.x.com/2/oauth2/token"),
        Scopes = ["tweet.read", "users.read", "offline.access"],
        UsesBasic = true,
    };

    private readonly OAuthClient oauth = new(http, clock, Endpoints, options.Value);

    public string Platform => AccountPlatforms.X;

    public bool HasPkce => true;

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
            "x user", Me, new AuthenticationHeaderValue("Bearer", granted.Tokens.AccessToken), cancellationToken);
        JsonElement user = answer.Body.TryGetProperty("data", out JsonElement data) ? data : default;
        return answer.IsSuccess && PlatformAnswer.TextOf(user, "id") is { } id
            ? new([new SignedInAccount(
                id,
                PlatformAnswer.TextOf(user, "username"),
                PlatformAnswer.TextOf(user, "name"),
                granted.Scopes,
                granted.Tokens)], null)
            : new(null, answer.FailByStatus(answer.Text("type")));
    }
}
