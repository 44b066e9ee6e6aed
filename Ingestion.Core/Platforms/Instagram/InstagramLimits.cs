using Ingestion.Core.Accounts;
using Ingestion.Core.Limits;
using Ingestion.Core.Platforms.Meta;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.Instagram;

/// <summary>Meta's limits, as Instagram's application meets them.</summary>
internal sealed class InstagramLimits(IOptions<InstagramOptions> options) : IDeclaredLimits
{
    private readonly MetaLimits meta = new(options.Value.StopAtPercent, options.Value.UsagePause);

    public string Platform => AccountPlatforms.Instagram;

    public IReadOnlyList<Limit> Of(string endpoint) => meta.All;

    public IEnumerable<LimitNews> Read(LimitedCall call, LimitReport report) => meta.Read(report);
}
