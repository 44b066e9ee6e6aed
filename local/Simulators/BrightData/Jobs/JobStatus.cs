namespace Simulators.BrightData.Jobs;

internal enum JobStatus
{
    /// <summary>Accepted, not yet at work.</summary>
    Starting,

    /// <summary>Collecting.</summary>
    Running,

    /// <summary>Done; the records can be downloaded.</summary>
    Ready,

    /// <summary>Ended with a message and no records.</summary>
    Failed,

    /// <summary>Ended by the caller or the provider.</summary>
    Canceled,
}
