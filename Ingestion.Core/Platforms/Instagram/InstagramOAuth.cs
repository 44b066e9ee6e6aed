using Ingestion.Core.Accounts;
using Ingestion.Core.Persistence;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.Meta;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.Instagram;

/// <summary>
/// Sign-in and tokens of Instagram Login. The code gives a token of an hour, which is made into one of 60 days; that one renews
/// itself while it is good, once it is a day old. There is no refresh token.
/// </summary>
/// <remarks>
/// https://developers.facebook.com/documentation/instagram-platform/reference/access_token and /refresh_access_token, read
/// 2026-11-21; the addresses of the authorization page and of the code exchange are unconfirmed there.
/// </remarks>
internal sealed class InstagramOAuth(
    PlatformHttp http, IdentityCalls identities, TimeProvider clock, IOptions<InstagramOptions> options) : IPlatformOAuth
{
    private const string Graph = "https://graph.instagram.com";
    private static readonly Uri Authorize = new("https://www.instagram.com/oauth/authorize");
    private static readonly Uri CodeExchange = new("https://api.instagram.com/oauth/access_token");
    private static readonly string[] Scopes = ["instagram_business_basic", "instagram_business_manage_insights"];

    private readonly InstagramOptions app = options.Value;

    public string Platform => AccountPlatforms.Instagram;

    public bool HasPkce => false;

    public bool IsConfigured => ((IPlatformApp)app).IsComplete;

    public Uri AuthorizationUrl(SignInStart start) => new(QueryHelpers.AddQueryString(
        http.Through(Authorize).AbsoluteUri,
        new Dictionary<string, string?>
        {
            ["client_id"] = app.ClientId,
            ["redirect_uri"] = start.RedirectUri,
            ["response_type"] = "code",
            ["scope"] = string.Join(',', Scopes),
            ["state"] = start.State,
        }));

    public async Task<PlatformResult<IReadOnlyList<SignedInAccount>>> SignInAsync(
        SignInCode code, CancellationToken cancellationToken)
    {
        PlatformAnswer answer = await http.PostFormAsync(
            "instagram code exchange",
            CodeExchange,
            new Dictionary<string, string>
            {
                ["client_id"] = app.ClientId!,
                ["client_secret"] = app.ClientSecret!,
                ["grant_type"] = "authorization_code",
                ["redirect_uri"] = code.RedirectUri,
                ["code"] = code.Code,
            },
            authorization: null,
            cancellationToken);
        if (!answer.IsSuccess || TokenOf(answer) is not { } shortLived)
        {
            return new(null, MetaErrors.Of(answer));
        }

        PlatformResult<AccountTokens> tokens = await AskAsync(
            "instagram long-lived token",
            "access_token",
            new() { ["grant_type"] = "ig_exchange_token", ["client_secret"] = app.ClientSecret, ["access_token"] = shortLived },
            cancellationToken);
        return await tokens.ThenAsync(longLived => IdentifyAsync(code.Owner, longLived, cancellationToken));
    }

    public Task<PlatformResult<AccountTokens>> RenewAsync(AccountTokens tokens, CancellationToken cancellationToken) => AskAsync(
        "instagram token refresh",
        "refresh_access_token",
        new() { ["grant_type"] = "ig_refresh_token", ["access_token"] = tokens.AccessToken },
        cancellationToken);

    /// <summary>The token, at the top or in a list of one: the documentation has shown both.</summary>
    private static string? TokenOf(PlatformAnswer answer) =>
        answer.Text("access_token")
        ?? answer.Items("data").Select(item => PlatformAnswer.TextOf(item, "access_token")).FirstOrDefault();

    private async Task<PlatformResult<AccountTokens>> AskAsync(
        string operation, string path, Dictionary<string, string?> query, CancellationToken cancellationToken)
    {
        DateTimeOffset asked = clock.GetDatabaseNow();
        PlatformAnswer answer = await http.GetAsync(
            operation, new Uri(QueryHelpers.AddQueryString($"{Graph}/{path}", query)), authorization: null, cancellationToken);
        return answer.IsSuccess && answer.Text("access_token") is { Length: > 0 } token
            ? new(new AccountTokens { AccessToken = token, IssuedAt = asked, ExpiresAt = asked + answer.Seconds("expires_in") }, null)
            : new(null, MetaErrors.Of(answer));
    }

    private async Task<PlatformResult<IReadOnlyList<SignedInAccount>>> IdentifyAsync(
        string owner, AccountTokens tokens, CancellationToken cancellationToken)
    {
        FetchCall call = new("me", new Uri($"{Graph}/{app.GraphVersion}/me?fields=user_id,username,name")) { TokenParameter = "access_token" };
        PlatformResult<PlatformAnswer> asked = await identities.SendAsync(Platform, owner, call, tokens.AccessToken, cancellationToken);
        return await asked.ThenAsync(answer => Task.FromResult<PlatformResult<IReadOnlyList<SignedInAccount>>>(
            answer.IsSuccess && answer.Text("user_id") is { } id
                ? new([new SignedInAccount(id, answer.Text("username"), answer.Text("name"), Scopes, tokens)], null)
                : new(null, MetaErrors.Of(answer))));
    }
}
