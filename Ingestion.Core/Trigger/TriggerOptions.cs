using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Trigger;

/// <summary>How the paid call is protected. Settings <c>Trigger__*</c>.</summary>
public sealed class TriggerOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Trigger";

    /// <summary>
    /// How long after the start of a call whose outcome is unknown its snapshot may still be missing in the provider's list.
    /// Only a snapshot that is missing after this time was never ordered.
    /// </summary>
    /// <value>Default 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ReconcileDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far the provider's clock may be behind ours: older snapshots are not looked at.</summary>
    /// <value>Default 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ReconcileMargin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The longest time between storing that a call starts and starting it. A process that was paused in between and wakes
    /// up later makes no call, because another one may have taken over.
    /// </summary>
    /// <value>Default 2 seconds; keep it well under <see cref="ReconcileDelay"/>.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan CallStartLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Calls without an answer after which a crawl fails. The wait before each grows from <see cref="ReconcileDelay"/>.
    /// </summary>
    /// <value>Default 8: with waits of 5 s to 1 min, the provider may be away for about four minutes.</value>
    [Range(1, 100)]
    public int MaxUnansweredCalls { get; init; } = 8;
}
