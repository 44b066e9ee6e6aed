using System.Net.Http.Headers;
using Ingestion.Core.Accounts;

namespace Ingestion.Core.Platforms;

/// <summary>Sign-in and tokens of the platforms that keep to RFC 6749: the code is made into tokens, then the platform says whose they are.</summary>
/// <param name="http">Sends the calls.</param>
/// <param name="clock">Dates the tokens.</param>
/// <param name="platform">What differs between them.</param>
/// <param name="app">The application that is registered there.</param>
internal sealed class CodeFlowOAuth(PlatformHttp http, TimeProvider clock, OAuthEndpoints platform, IPlatformApp app) : IPlatformOAuth
{
    private readonly OAuthClient oauth = new(http, clock, platform, app);

    public string Platform => platform.Platform;

    public bool HasPkce => platform.HasPkce;

    public bool IsConfigured => app.IsComplete;

    public Uri AuthorizationUrl(SignInStart start) => oauth.AuthorizationUrl(start);

    public async Task<PlatformResult<IReadOnlyList<SignedInAccount>>> SignInAsync(
        SignInCode code, CancellationToken cancellationToken) =>
        await (await oauth.ExchangeAsync(code, cancellationToken)).ThenAsync(granted => IdentifyAsync(granted, cancellationToken));

    public Task<PlatformResult<AccountTokens>> RenewAsync(AccountTokens tokens, CancellationToken cancellationToken) =>
        oauth.RefreshAsync(tokens, cancellationToken);

    private async Task<PlatformResult<IReadOnlyList<SignedInAccount>>> IdentifyAsync(
        GrantedTokens granted, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = new(HttpMethod.Get, http.Through(platform.Identity.Address));
        foreach ((string name, string value) in platform.Identity.Headers)
        {
            request.Headers.Add(name, value);
        }

        PlatformAnswer answer = await http.SendAsync(
            platform.Identity.Operation,
            request,
            new AuthenticationHeaderValue("Bearer", granted.Tokens.AccessToken),
            cancellationToken);
        return answer.IsSuccess && platform.Identity.Read(answer) is { } accounts
            ? new([.. accounts.Select(account => new SignedInAccount(
                account.ExternalId, account.Handle, account.DisplayName, granted.Scopes, granted.Tokens))], null)
            : new(null, platform.Identity.Fail(answer));
    }
}
