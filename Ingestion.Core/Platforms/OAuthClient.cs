using System.Net.Http.Headers;
using System.Text;
using Ingestion.Core.Accounts;
using Ingestion.Core.Persistence;
using Microsoft.AspNetCore.WebUtilities;

namespace Ingestion.Core.Platforms;

/// <summary>
/// The authorization-code and refresh-token grants of RFC 6749, for the platforms that keep to it. Errors are told by the body's
/// <c>error</c>, not by the status.
/// </summary>
internal sealed class OAuthClient(PlatformHttp http, TimeProvider clock, OAuthEndpoints endpoints, IPlatformApp app)
{
    internal Uri AuthorizationUrl(SignInStart start)
    {
        Dictionary<string, string?> query = new(endpoints.AuthorizeExtras)
        {
            ["response_type"] = "code",
            [endpoints.ClientIdName] = app.ClientId,
            ["redirect_uri"] = start.RedirectUri,
            ["scope"] = string.Join(endpoints.ScopeSeparator, endpoints.Scopes),
            ["state"] = start.State,
        };
        if (start.CodeChallenge is { } challenge)
        {
            query["code_challenge"] = challenge;
            query["code_challenge_method"] = "S256";
        }

        return new Uri(QueryHelpers.AddQueryString(http.Through(endpoints.Authorize).AbsoluteUri, query));
    }

    internal Task<PlatformResult<GrantedTokens>> ExchangeAsync(SignInCode code, CancellationToken cancellationToken)
    {
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code.Code,
            ["redirect_uri"] = code.RedirectUri,
        };
        if (code.CodeVerifier is { } verifier)
        {
            form["code_verifier"] = verifier;
        }

        return AskAsync("code exchange", form, previousRefreshToken: null, cancellationToken);
    }

    internal async Task<PlatformResult<AccountTokens>> RefreshAsync(AccountTokens tokens, CancellationToken cancellationToken)
    {
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = tokens.RefreshToken ?? throw new InvalidOperationException("There is no refresh token."),
        };
        PlatformResult<GrantedTokens> granted = await AskAsync("token refresh", form, tokens, cancellationToken);
        return new PlatformResult<AccountTokens>(granted.Value?.Tokens, granted.Failure);
    }

    private async Task<PlatformResult<GrantedTokens>> AskAsync(
        string operation, Dictionary<string, string> form, AccountTokens? previousRefreshToken, CancellationToken cancellationToken)
    {
        AuthenticationHeaderValue? authorization = null;
        if (endpoints.UsesBasic)
        {
            string pair = $"{Uri.EscapeDataString(app.ClientId!)}:{Uri.EscapeDataString(app.ClientSecret!)}";
            authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(pair)));
        }
        else
        {
            form[endpoints.ClientIdName] = app.ClientId!;
            form["client_secret"] = app.ClientSecret!;
        }

        DateTimeOffset asked = clock.GetDatabaseNow();
        PlatformAnswer answer = await http.PostFormAsync(
            $"{endpoints.Platform} {operation}", endpoints.Token, form, authorization, cancellationToken);
        return answer.IsSuccess && answer.Text("error") is null && answer.Text("access_token") is { Length: > 0 } token
            ? new PlatformResult<GrantedTokens>(Granted(answer, token, asked, previousRefreshToken), null)
            : new PlatformResult<GrantedTokens>(null, FailureOf(answer));
    }

    private static GrantedTokens Granted(PlatformAnswer answer, string accessToken, DateTimeOffset asked, AccountTokens? previous) => new(
        new AccountTokens
        {
            AccessToken = accessToken,

            // Who does not rotate need not say it again.
            RefreshToken = answer.Text("refresh_token") ?? previous?.RefreshToken,
            IssuedAt = asked,
            ExpiresAt = asked + answer.Seconds("expires_in"),
            RefreshExpiresAt = asked + (answer.Seconds("refresh_expires_in") ?? answer.Seconds("refresh_token_expires_in"))
                ?? previous?.RefreshExpiresAt,
        },
        answer.Text("scope")?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) ?? [],
        answer);

    /// <remarks>https://www.rfc-editor.org/rfc/rfc6749#section-5.2.</remarks>
    private static PlatformFailure FailureOf(PlatformAnswer answer) => answer.Text("error") switch
    {
        "invalid_grant" => answer.Fail(PlatformFault.Refused, "invalid_grant"),
        "invalid_client" or "unauthorized_client" or "invalid_request" or "invalid_scope" or "unsupported_grant_type" =>
            answer.Fail(PlatformFault.AppRefused, answer.Text("error")),
        "rate_limit_exceeded" or "slow_down" => answer.Fail(PlatformFault.RateLimited, answer.Text("error")),
        _ when answer.IsSuccess => answer.Fail(PlatformFault.Unavailable, answer.Text("error") ?? "an answer without an access token"),

        // 401 without a code is about the application: there is no access token in these calls.
        _ => answer.FailByStatus() is { Fault: PlatformFault.Refused }
            ? answer.Fail(PlatformFault.AppRefused)
            : answer.FailByStatus(),
    };
}
