namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where a monitored timer stands. All times are UTC.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.schedulestatus"/>.</remarks>
public class ScheduleStatus
{
    /// <summary>The occurrence before this one, or the default value at the first.</summary>
    public DateTime Last { get; set; }

    /// <summary>The occurrence after this one.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this status was last written.</summary>
    public DateTime LastUpdated { get; set; }
}
