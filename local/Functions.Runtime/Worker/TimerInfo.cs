namespace Microsoft.Azure.Functions.Worker;

/// <summary>One firing of a timer.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.timerinfo"/>.</remarks>
public class TimerInfo
{
    /// <summary>Last and next occurrence; null when the timer has no monitor.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>The occurrence was missed and is made up for now.</summary>
    public bool IsPastDue { get; set; }
}
