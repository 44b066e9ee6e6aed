using Microsoft.AspNetCore.WebUtilities;

namespace Simulators.Platforms;

/// <summary>
/// The authorization page of every platform, with a user who says yes at once: it sends the browser back with a code. Another
/// user than <c>user-1</c> signs in with <c>sim_user</c>.
/// </summary>
internal sealed class SignInPage(string platform, GrantBook grants, PlatformFaults faults, CallCounts counts)
{
    private static readonly string[] ClientIdNames = ["client_id", "client_key"];

    public async Task ShowAsync(HttpContext context)
    {
        counts.Count(platform, "authorize");
        IQueryCollection query = context.Request.Query;
        string? redirectUri = query["redirect_uri"];
        if (string.IsNullOrEmpty(redirectUri)
            || query["response_type"] != "code"
            || ClientIdNames.All(name => string.IsNullOrEmpty(query[name]))
            || string.IsNullOrEmpty(query["scope"]))
        {
            await TokenCall.WriteAsync(context, 400, "<html><body>Something is wrong with this application.</body></html>");
            return;
        }

        if (faults.Take(platform, "deny"))
        {
            context.Response.Redirect(QueryHelpers.AddQueryString(
                redirectUri, new Dictionary<string, string?> { ["error"] = "access_denied", ["state"] = query["state"] }));
            return;
        }

        string code = GrantBook.NewToken(platform, "code");
        grants.Add(new Grant
        {
            Id = Guid.NewGuid(),
            Platform = platform,
            User = query["sim_user"] is [{ Length: > 0 } user] ? user : "user-1",
            Code = code,
            CodeChallenge = query["code_challenge"],
            RedirectUri = redirectUri,
            Scope = query["scope"]!,
            IssuedAt = grants.Now,
        });
        context.Response.Redirect(QueryHelpers.AddQueryString(
            redirectUri, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
    }
}
