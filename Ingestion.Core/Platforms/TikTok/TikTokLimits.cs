using System.Collections.Concurrent;
using Ingestion.Core.Accounts;
using Ingestion.Core.Limits;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.TikTok;

/// <summary>TikTok takes 600 calls to an endpoint in the last minute, and says nothing of what is left.</summary>
/// <remarks>https://developers.tiktok.com/doc/tiktok-api-v2-rate-limit, as gathered in reference/provider-apis.md 2.3.</remarks>
internal sealed class TikTokLimits(IOptions<TikTokOptions> options) : IDeclaredLimits
{
    private static readonly SlidingWindow Window = new(TimeSpan.FromMinutes(1));

    private readonly ConcurrentDictionary<string, Limit> byEndpoint = new(StringComparer.Ordinal);

    public string Platform => AccountPlatforms.TikTok;

    public IReadOnlyList<Limit> Of(string endpoint) => [LimitOf(endpoint)];

    public IEnumerable<LimitNews> Read(LimitedCall call, LimitReport report) => report.IsRateLimited
        ?
        [
            new LimitNews(LimitOf(call.Endpoint))
            {
                IsRefusal = true,
                Wait = report.RetryAfter,
                Reason = "TikTok wants fewer calls to this endpoint",
            },
        ]
        : [];

    private Limit LimitOf(string endpoint) => byEndpoint.GetOrAdd(endpoint, name => new Limit(name, LimitScope.Application)
    {
        Window = Window,
        Capacity = options.Value.CallsPerMinute,
    });
}
