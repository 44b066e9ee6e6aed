using System.Net.Http.Headers;
using Ingestion.Core.Accounts;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.LinkedIn;

/// <summary>
/// Sign-in and tokens of LinkedIn. One member opens every organization that they administer; each becomes an account with the same
/// tokens. A refresh token lives for a year from the sign-in, whatever is refreshed.
/// </summary>
/// <remarks>
/// Versions: https://learn.microsoft.com/linkedin/marketing/versioning, as gathered in reference/provider-apis.md 2.6. Unconfirmed: the
/// lives of tokens, the scopes, and organizationAcls, which is not in that page.
/// </remarks>
internal sealed class LinkedInOAuth(PlatformHttp http, TimeProvider clock, IOptions<LinkedInOptions> options) : IPlatformOAuth
{
    private const string OrganizationPrefix = "urn:li:organization:";

    private static readonly Uri Administered = new(
        "https://api.linkedin.com/rest/organizationAcls?q=roleAssignee&role=ADMINISTRATOR&state=APPROVED&count=100");

    private static readonly OAuthEndpoints Endpoints = new()
    {
        Platform = AccountPlatforms.LinkedIn,
        Authorize = new Uri("https://www.linkedin.com/oauth/v2/authorization"),
        Token = new Uri("https://www.linkedin.com/oauth/v2/accessToken"),
        Scopes = ["r_organization_social", "rw_organization_admin"],
    };

    private readonly OAuthClient oauth = new(http, clock, Endpoints, options.Value);

    public string Platform => AccountPlatforms.LinkedIn;

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
        HttpRequestMessage request = new(HttpMethod.Get, http.Through(Administered));
        request.Headers.Add("Linkedin-Version", options.Value.ApiVersion);
        request.Headers.Add("X-Restli-Protocol-Version", "2.0.0");
        PlatformAnswer answer = await http.SendAsync(
            "linkedin organizations",
            request,
            new AuthenticationHeaderValue("Bearer", granted.Tokens.AccessToken),
            cancellationToken);
        if (!answer.IsSuccess)
        {
            return new(null, answer.FailByStatus(answer.Text("code")));
        }

        return new([.. answer.Items("elements")
            .Select(element => PlatformAnswer.TextOf(element, "organization"))
            .Where(urn => urn?.StartsWith(OrganizationPrefix, StringComparison.Ordinal) == true)
            .Distinct(StringComparer.Ordinal)
            .Select(urn => new SignedInAccount(
                urn![OrganizationPrefix.Length..], Handle: null, DisplayName: null, granted.Scopes, granted.Tokens))], null);
    }
}
