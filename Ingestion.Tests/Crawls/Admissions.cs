using Ingestion.Core.Crawls;

namespace Ingestion.Tests.Crawls;

internal static class Admissions
{
    /// <summary>The crawls that the caller is to start.</summary>
    public static async Task<IReadOnlyList<Guid>> StartedAsync(this CrawlAdmission admission) =>
        (await admission.AdmitAsync(CancellationToken.None)).ToStart;
}
