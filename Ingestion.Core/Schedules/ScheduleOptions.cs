using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Schedules;

/// <summary>How accounts that are due are synced. Settings <c>Schedules__*</c>; the time of the daily run is DAILY_SYNC_SCHEDULE.</summary>
public sealed class ScheduleOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Schedules";

    /// <summary>What DAILY_SYNC_SCHEDULE is when it is not set: 02:00 UTC.</summary>
    public const string DefaultDailySchedule = "0 0 2 * * *";

    /// <summary>Accounts that are claimed at once.</summary>
    /// <value>Default 50.</value>
    [Range(1, 1000)]
    public int BatchSize { get; init; } = 50;

    /// <summary>Syncs of a run that are under way at the same time; one that waits for long is not counted.</summary>
    /// <value>Default 50.</value>
    [Range(1, 1000)]
    public int MaxConcurrent { get; init; } = 50;

    /// <summary>A sync that waits is left to itself so long after its start, or at once when it has to wait for longer.</summary>
    /// <value>Default 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SlotTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Time between two looks at a run that moves.</summary>
    /// <value>Default 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest time between two looks at a run in which nothing ends or begins; the time doubles up to it.</summary>
    /// <value>Default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan MaxLookInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts of a sync that failed for a passing reason, the first included; then it is a dead letter.</summary>
    /// <value>Default 4: with their waits they last for more than an hour.</value>
    [Range(1, 20)]
    public int MaxNumberOfAttempts { get; init; } = 4;

    /// <summary>The wait after the first failed attempt; it doubles.</summary>
    /// <value>Default 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan FirstRetryInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait between two attempts.</summary>
    /// <value>Default 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaxRetryInterval { get; init; } = TimeSpan.FromHours(1);
}
