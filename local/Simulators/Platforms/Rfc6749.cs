using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.Platforms;

/// <summary>
/// The token endpoint of the platforms that keep to RFC 6749: code exchange (with PKCE), refresh with or without rotation, and
/// errors as <c>{"error":"invalid_grant","error_description":".."}</c>.
/// </summary>
internal sealed class Rfc6749(TokenRules rules, GrantBook grants, TokenCall call)
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(5);

    public async Task AnswerAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        bool isRefresh = form["grant_type"] == "refresh_token";
        (int, object) refusedApp = Error(401, "invalid_client", "Client authentication failed");
        await call.RunAsync(context, isRefresh ? "refresh" : "exchange", refusedApp, () => Task.FromResult(
            !IsOurApp(context, form) ? refusedApp
            : isRefresh ? Refresh(form)
            : form["grant_type"] == "authorization_code" ? Exchange(form)
            : Error(400, "unsupported_grant_type", "Unknown grant type")));
    }

    private bool IsOurApp(HttpContext context, IFormCollection form)
    {
        if (!rules.UsesBasic)
        {
            return form["client_secret"] == PlatformsOptions.ClientSecret && !string.IsNullOrEmpty(form[rules.ClientIdName]);
        }

        string? header = context.Request.Headers.Authorization;
        return header?.StartsWith("Basic ", StringComparison.Ordinal) == true
            && Encoding.ASCII.GetString(Convert.FromBase64String(header["Basic ".Length..])).EndsWith(
                ":" + PlatformsOptions.ClientSecret, StringComparison.Ordinal);
    }

    private (int, object) Exchange(IFormCollection form)
    {
        string? code = form["code"];
        Grant? granted = grants.Change(rules.Platform, grant => grant.Code is not null && grant.Code == code, grant =>
            grant.IssuedAt + CodeLife > grants.Now
            && grant.RedirectUri == form["redirect_uri"]
            && IsVerified(grant.CodeChallenge, form["code_verifier"])
                ? Issue(grant) with { Code = null }
                : null);
        return granted is null ? Error(400, "invalid_grant", "The code is invalid, was used, or has expired.") : Answer(granted, isExchange: true);
    }

    private (int, object) Refresh(IFormCollection form)
    {
        string? token = form["refresh_token"];
        Grant? granted = grants.Change(
            rules.Platform,
            grant => grant.RefreshToken is not null && grant.RefreshToken == token && !grant.IsRevoked && !(grant.RefreshExpiresAt <= grants.Now),
            Issue);
        return granted is null ? Error(400, "invalid_grant", "Token has been expired or revoked.") : Answer(granted, isExchange: false);
    }

    private static bool IsVerified(string? challenge, string? verifier) => string.IsNullOrEmpty(challenge)
        || (verifier is not null && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == challenge);

    private Grant Issue(Grant grant)
    {
        DateTimeOffset now = grants.Now;
        bool isNewRefresh = rules.Rotates || grant.RefreshToken is null;
        return grant with
        {
            AccessToken = GrantBook.NewToken(rules.Platform, "access"),
            IssuedAt = now,
            ExpiresAt = now + rules.AccessLife,
            Older = rules.Rotates || grant.AccessToken is null
                ? []
                : [.. grant.Older.Where(older => older.ExpiresAt > now), new OlderToken(grant.AccessToken, grant.ExpiresAt!.Value)],
            RefreshToken = isNewRefresh ? GrantBook.NewToken(rules.Platform, "refresh") : grant.RefreshToken,
            RefreshExpiresAt = isNewRefresh ? now + rules.RefreshLife : grant.RefreshExpiresAt,
        };
    }

    private (int, object) Answer(Grant grant, bool isExchange)
    {
        Dictionary<string, object?> body = new()
        {
            ["access_token"] = grant.AccessToken,
            ["token_type"] = "bearer",
            ["expires_in"] = (long)rules.AccessLife.TotalSeconds,
            ["scope"] = grant.Scope,
        };

        // Google says its refresh token once.
        if (isExchange || rules.RepeatsRefreshToken)
        {
            body["refresh_token"] = grant.RefreshToken;
        }

        if (grant.RefreshExpiresAt is { } end && rules.RefreshLifeName is { } name)
        {
            body[name] = (long)(end - grants.Now).TotalSeconds;
        }

        if (rules.UserIdName is { } userId)
        {
            body[userId] = grant.User;
        }

        return (200, body);
    }

    private static (int, object) Error(int status, string error, string description) =>
        (status, new { error, error_description = description, log_id = "20261121081100AAA" });
}
