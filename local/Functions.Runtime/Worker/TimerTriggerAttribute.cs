using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function on a schedule. The parameter is a <see cref="TimerInfo"/>.</summary>
/// <param name="schedule">Six-field NCRONTAB expression in UTC, seconds first (<c>0 */5 * * * *</c>), or <c>%NameOfSetting%</c>.</param>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.timertriggerattribute"/>.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>The expression, or <c>%NameOfSetting%</c>.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Remembers the last occurrence, so that one missed while no host ran fires once at the next start.</summary>
    /// <value>Default true.</value>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Fires once when a host starts.</summary>
    /// <value>Default false.</value>
    public bool RunOnStartup { get; set; }
}
