using System.Net.Http.Headers;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Platforms.Fetch;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.YouTube;

/// <summary>Sign-in and tokens of YouTube. Google gives a refresh token for offline access, and keeps it.</summary>
/// <remarks>Unconfirmed, as in reference/provider-apis.md 2.4; the authorization page, the scopes and PKCE are from memory.</remarks>
internal sealed class YouTubeOAuth(PlatformHttp http, TimeProvider clock, IOptions<YouTubeOptions> options) : IPlatformOAuth
{
    private static readonly Uri Channels = new("https://www.googleapis.com/youtube/v3/channels?part=id,snippet&mine=true");

    private static readonly OAuthEndpoints Endpoints = new()
    {
        Platform = AccountPlatforms.YouTube,
        Authorize = new Uri("https://accounts.google.com/o/oauth2/v2/auth"),
        Token = new Uri("https://oauth2.googleapis.com/token"),
        Scopes = ["https://www.googleapis.com/auth/youtube.readonly", "https://www.googleapis.com/auth/yt-analytics.readonly"],

        // Without consent, Google gives a refresh token for the first sign-in of a user only.
        AuthorizeExtras = new Dictionary<string, string?> { ["access_type"] = "offline", ["prompt"] = "consent" },
    };

    private readonly OAuthClient oauth = new(http, clock, Endpoints, options.Value);

    public string Platform => AccountPlatforms.YouTube;

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
            "youtube channels", Channels, new AuthenticationHeaderValue("Bearer", granted.Tokens.AccessToken), cancellationToken);
        if (!answer.IsSuccess)
        {
            FetchFault? fault = YouTubeErrors.Of(answer, clock.GetUtcNow());
            return new(null, fault?.Kind is FetchFaultKind.RateLimited
                ? answer.Fail(PlatformFault.RateLimited, fault.Code)
                : answer.FailByStatus(fault?.Code));
        }

        return new([.. answer.Items("items")
            .Where(channel => PlatformAnswer.TextOf(channel, "id") is not null)
            .Select(channel => Account(channel, granted))], null);
    }

    private static SignedInAccount Account(JsonElement channel, GrantedTokens granted)
    {
        JsonElement snippet = channel.TryGetProperty("snippet", out JsonElement found) ? found : default;
        return new SignedInAccount(
            PlatformAnswer.TextOf(channel, "id")!,
            PlatformAnswer.TextOf(snippet, "customUrl")?.TrimStart('@'),
            PlatformAnswer.TextOf(snippet, "title"),
            granted.Scopes,
            granted.Tokens);
    }
}
