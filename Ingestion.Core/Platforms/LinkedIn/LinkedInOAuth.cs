using Ingestion.Core.Accounts;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.LinkedIn;

/// <summary>
/// Sign-in and tokens of LinkedIn. One member opens every organization that they administer; each becomes an account with the same
/// tokens. A refresh token lives for a year from the sign-in, whatever is refreshed.
/// </summary>
/// <remarks>
/// Versions: https://learn.microsoft.com/linkedin/marketing/versioning, as gathered in reference/provider-apis.md 2.6. Unconfirmed: the
/// lives of tokens, the scopes, and organizationAcls, which is not in that page.
/// </remarks>
internal static class LinkedInOAuth
{
    private const string OrganizationPrefix = "urn:li:organization:";

    internal static OAuthEndpoints Endpoints(string apiVersion) => new()
    {
        Platform = AccountPlatforms.LinkedIn,
        Authorize = new Uri("https://www.linkedin.com/oauth/v2/authorization"),
        Token = new Uri("https://www.linkedin.com/oauth/v2/accessToken"),
        Scopes = ["r_organization_social", "rw_organization_admin"],
        Identity = new OAuthIdentity(new FetchCall(
            "organizationAcls",
            new Uri("https://api.linkedin.com/rest/organizationAcls?q=roleAssignee&role=ADMINISTRATOR&state=APPROVED&count=100"))
        {
            Headers = LinkedInCalls.HeadersOf(apiVersion),
        })
        {
            Read = answer => answer.Items("elements")
                .Select(element => PlatformAnswer.TextOf(element, "organization"))
                .Where(urn => urn?.StartsWith(OrganizationPrefix, StringComparison.Ordinal) == true)
                .Distinct(StringComparer.Ordinal)
                .Select(urn => new OAuthAccount(urn![OrganizationPrefix.Length..], Handle: null, DisplayName: null)),
            Fail = answer => answer.FailByStatus(answer.Text("code")),
        },
    };
}
