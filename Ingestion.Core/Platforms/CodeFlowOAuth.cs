using Ingestion.Core.Accounts;

namespace Ingestion.Core.Platforms;

/// <summary>Sign-in and tokens of the platforms that keep to RFC 6749: the code is made into tokens, then the platform says whose they are.</summary>
/// <param name="http">Sends the calls for tokens.</param>
/// <param name="identities">Asks whose they are.</param>
/// <param name="clock">Dates the tokens.</param>
/// <param name="platform">What differs between them.</param>
/// <param name="app">The application that is registered there.</param>
internal sealed class CodeFlowOAuth(
    PlatformHttp http, IdentityCalls identities, TimeProvider clock, OAuthEndpoints platform, IPlatformApp app) : IPlatformOAuth
{
    private readonly OAuthClient oauth = new(http, clock, platform, app);

    public string Platform => platform.Platform;

    public bool HasPkce => platform.HasPkce;

    public bool IsConfigured => app.IsComplete;

    public Uri AuthorizationUrl(SignInStart start) => oauth.AuthorizationUrl(start);

    public async Task<PlatformResult<IReadOnlyList<SignedInAccount>>> SignInAsync(
        SignInCode code, CancellationToken cancellationToken) =>
        await (await oauth.ExchangeAsync(code, cancellationToken)).ThenAsync(granted => IdentifyAsync(code.Owner, granted, cancellationToken));

    public Task<PlatformResult<AccountTokens>> RenewAsync(AccountTokens tokens, CancellationToken cancellationToken) =>
        oauth.RefreshAsync(tokens, cancellationToken);

    private async Task<PlatformResult<IReadOnlyList<SignedInAccount>>> IdentifyAsync(
        string owner, GrantedTokens granted, CancellationToken cancellationToken)
    {
        PlatformResult<PlatformAnswer> asked = await identities.SendAsync(
            Platform, owner, platform.Identity.Call, granted.Tokens.AccessToken, cancellationToken);
        if (asked.Value is not { } answer)
        {
            return new(null, asked.Failure);
        }

        return answer.IsSuccess && platform.Identity.Read(answer) is { } accounts
            ? new([.. accounts.Select(account => new SignedInAccount(
                account.ExternalId, account.Handle, account.DisplayName, granted.Scopes, granted.Tokens))], null)
            : new(null, platform.Identity.Fail(answer));
    }
}
