using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Persistence;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.Meta;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.Facebook;

/// <summary>
/// Sign-in and tokens of Facebook Login. The user's token is made into one of 60 days and used once, to get the tokens of the
/// user's Pages, which do not end; each Page becomes an account. The user's token is not kept.
/// </summary>
/// <remarks>
/// Unconfirmed in reference/provider-apis.md 2.2: that tokens of Pages do not end, and the shape of /me/accounts; the authorization
/// page, the code exchange and the scopes are from memory.
/// </remarks>
internal sealed class FacebookOAuth(
    PlatformHttp http, IdentityCalls identities, TimeProvider clock, IOptions<FacebookOptions> options) : IPlatformOAuth
{
    private const int MostLists = 20;
    private static readonly string[] Scopes = ["pages_show_list", "pages_read_engagement", "read_insights"];

    private readonly FacebookOptions app = options.Value;

    public string Platform => AccountPlatforms.Facebook;

    public bool HasPkce => false;

    public bool IsConfigured => ((IPlatformApp)app).IsComplete;

    public Uri AuthorizationUrl(SignInStart start) => new(QueryHelpers.AddQueryString(
        http.Through(new Uri($"https://www.facebook.com/{app.GraphVersion}/dialog/oauth")).AbsoluteUri,
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
        PlatformResult<string> shortLived = await AskTokenAsync(
            "facebook code exchange",
            new() { ["redirect_uri"] = code.RedirectUri, ["code"] = code.Code },
            cancellationToken);
        PlatformResult<string> longLived = await shortLived.ThenAsync(token => AskTokenAsync(
            "facebook long-lived token",
            new() { ["grant_type"] = "fb_exchange_token", ["fb_exchange_token"] = token },
            cancellationToken));
        return await longLived.ThenAsync(token => ListPagesAsync(code.Owner, token, cancellationToken));
    }

    /// <summary>The token of a Page cannot be renewed, so nobody asks.</summary>
    public Task<PlatformResult<AccountTokens>> RenewAsync(AccountTokens tokens, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Tokens of Facebook Pages are not renewed.");

    private async Task<PlatformResult<string>> AskTokenAsync(
        string operation, Dictionary<string, string?> query, CancellationToken cancellationToken)
    {
        query["client_id"] = app.ClientId;
        query["client_secret"] = app.ClientSecret;
        PlatformAnswer answer = await http.GetAsync(
            operation, Address("oauth/access_token", query), authorization: null, cancellationToken);
        return answer.IsSuccess && answer.Text("access_token") is { Length: > 0 } token
            ? new(token, null)
            : new(null, MetaErrors.Of(answer));
    }

    private async Task<PlatformResult<IReadOnlyList<SignedInAccount>>> ListPagesAsync(
        string owner, string token, CancellationToken cancellationToken)
    {
        Dictionary<string, string?> query = new()
        {
            ["fields"] = "id,name,username,access_token",
            ["limit"] = "100",
        };
        List<SignedInAccount> pages = [];
        for (int number = 0; number < MostLists; number++)
        {
            DateTimeOffset asked = clock.GetDatabaseNow();
            FetchCall call = new("me/accounts", Address("me/accounts", query)) { TokenParameter = "access_token" };
            PlatformResult<PlatformAnswer> list = await identities.SendAsync(Platform, owner, call, token, cancellationToken);
            if (list.Value is not { IsSuccess: true } answer)
            {
                return new(null, list.Failure ?? MetaErrors.Of(list.Value!));
            }

            pages.AddRange(answer.Items("data").Select(page => Account(page, asked)).OfType<SignedInAccount>());
            if (Next(answer) is not { } after)
            {
                break;
            }

            query["after"] = after;
        }

        return new(pages, null);
    }

    private Uri Address(string path, Dictionary<string, string?> query) =>
        new(QueryHelpers.AddQueryString($"https://graph.facebook.com/{app.GraphVersion}/{path}", query));

    private static SignedInAccount? Account(JsonElement page, DateTimeOffset asked) =>
        PlatformAnswer.TextOf(page, "id") is { } id && PlatformAnswer.TextOf(page, "access_token") is { } token
            ? new SignedInAccount(
                id,
                PlatformAnswer.TextOf(page, "username"),
                PlatformAnswer.TextOf(page, "name"),
                Scopes,
                new AccountTokens { AccessToken = token, IssuedAt = asked })
            : null;

    /// <summary>The cursor of the next list; the platform's own URL, which holds the token, is not followed.</summary>
    private static string? Next(PlatformAnswer answer) =>
        answer.Body.TryGetProperty("paging", out JsonElement paging)
            && paging.ValueKind == JsonValueKind.Object
            && paging.TryGetProperty("next", out _)
            && paging.TryGetProperty("cursors", out JsonElement cursors)
            ? PlatformAnswer.TextOf(cursors, "after")
            : null;
}
