namespace Simulators.BrightData.Jobs;

/// <summary>The statuses as the provider writes them.</summary>
internal static class JobStatusText
{
    public static string Of(JobStatus status) => status.ToString().ToLowerInvariant();
}
