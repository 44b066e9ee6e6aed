using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Sync;

/// <summary>How accounts are synced. Settings <c>Sync__*</c>.</summary>
public sealed class SyncOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Sync";

    /// <summary>After so long a run of the fetch hands its progress over, so that a host that ends loses little.</summary>
    /// <value>Default 3 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan MaxRunTime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Tries of a page that the platform does not answer, before the sync fails.</summary>
    /// <value>Default 8.</value>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 8;

    /// <summary>The wait after the first failed try; it doubles.</summary>
    /// <value>Default 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan FirstRetryInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two tries.</summary>
    /// <value>Default 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaxRetryInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A limit that stays closed for longer than this is not waited for: what was fetched is stored, and the sync fails. Staged
    /// blocks are dropped by blob storage after a week.
    /// </summary>
    /// <value>Default 25 hours: a daily quota is waited for, a monthly cap is not.</value>
    [Range(typeof(TimeSpan), "00:00:01", "5.00:00:00")]
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromHours(25);
}
