using Ingestion.Core.Accounts;
using Ingestion.Core.Limits;

namespace Ingestion.Core.Platforms.Spotify;

/// <summary>Spotify counts an application's calls over 30 seconds and does not say how many it takes; a refusal has a Retry-After.</summary>
/// <remarks>https://developer.spotify.com/documentation/web-api/concepts/rate-limits; as in reference/provider-apis.md 2.7, unconfirmed.</remarks>
internal sealed class SpotifyLimits : IDeclaredLimits
{
    private readonly Limit pace = new("pace", LimitScope.Application) { FirstBackoff = TimeSpan.FromSeconds(30) };

    public string Platform => AccountPlatforms.Spotify;

    public IReadOnlyList<Limit> Of(string endpoint) => [pace];

    public IEnumerable<LimitNews> Read(LimitedCall call, LimitReport report) => report.IsRateLimited
        ? [new LimitNews(pace) { IsRefusal = true, Wait = report.RetryAfter, Reason = "Spotify wants fewer calls" }]
        : [];
}
