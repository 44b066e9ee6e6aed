using Ingestion.Core.Accounts;
using Ingestion.Core.Limits;

namespace Ingestion.Core.Platforms.AppleMusic;

/// <summary>Apple Music counts the calls of a developer token, does not say how many it takes, and takes more soon after a refusal.</summary>
/// <remarks>Said of a sibling API; as in reference/provider-apis.md 2.8, unconfirmed.</remarks>
internal sealed class AppleMusicLimits : IDeclaredLimits
{
    private readonly Limit pace = new("pace", LimitScope.Application);

    public string Platform => AccountPlatforms.AppleMusic;

    public IReadOnlyList<Limit> Of(string endpoint) => [pace];

    public IEnumerable<LimitNews> Read(LimitedCall call, LimitReport report) => report.IsRateLimited
        ? [new LimitNews(pace) { IsRefusal = true, Wait = report.RetryAfter, Reason = "Apple Music wants fewer calls" }]
        : [];
}
