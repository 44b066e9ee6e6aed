using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.YouTube;

/// <summary>Sign-in and tokens of YouTube. Google gives a refresh token for offline access, and keeps it.</summary>
/// <remarks>Unconfirmed, as in reference/provider-apis.md 2.4; the authorization page, the scopes and PKCE are from memory.</remarks>
internal static class YouTubeOAuth
{
    internal static OAuthEndpoints Endpoints { get; } = new()
    {
        Platform = AccountPlatforms.YouTube,
        Authorize = new Uri("https://accounts.google.com/o/oauth2/v2/auth"),
        Token = new Uri("https://oauth2.googleapis.com/token"),
        Scopes = ["https://www.googleapis.com/auth/youtube.readonly", "https://www.googleapis.com/auth/yt-analytics.readonly"],
        HasPkce = true,

        // Without consent, Google gives a refresh token for the first sign-in of a user only.
        AuthorizeExtras = new Dictionary<string, string?> { ["access_type"] = "offline", ["prompt"] = "consent" },
        Identity = new OAuthIdentity(
            new FetchCall("channels.list", new Uri("https://www.googleapis.com/youtube/v3/channels?part=id,snippet&mine=true")))
        {
            Read = answer => answer.Items("items").Where(channel => PlatformAnswer.TextOf(channel, "id") is not null).Select(Account),
            Fail = answer => YouTubeErrors.KindOf(answer) is FetchFaultKind.RateLimited
                ? answer.Fail(PlatformFault.RateLimited, YouTubeErrors.ReasonOf(answer))
                : answer.FailByStatus(YouTubeErrors.ReasonOf(answer)),
        },
    };

    private static OAuthAccount Account(JsonElement channel)
    {
        JsonElement snippet = PlatformAnswer.ObjectOf(channel, "snippet") ?? default;
        return new OAuthAccount(
            PlatformAnswer.TextOf(channel, "id")!,
            PlatformAnswer.TextOf(snippet, "customUrl")?.TrimStart('@'),
            PlatformAnswer.TextOf(snippet, "title"));
    }
}
