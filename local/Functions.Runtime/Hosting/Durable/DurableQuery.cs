using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Functions.Runtime.Hosting;

/// <summary>Query values of the durable HTTP API. What cannot be read counts as not given, as in the official one.</summary>
internal static class DurableQuery
{
    /// <summary>Whether a value contains NUL, which PostgreSQL cannot take.</summary>
    public static bool HasNul(this HttpRequest request) =>
        request.Query.Any(one => one.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true));

    public static bool Flag(this HttpRequest request, string name, bool otherwise) =>
        bool.TryParse(request.Query[name], out bool value) ? value : otherwise;

    public static int? Number(this HttpRequest request, string name) =>
        int.TryParse(request.Query[name], CultureInfo.InvariantCulture, out int value) && value > 0 ? value : null;

    /// <summary>A time in UTC unless it names another zone.</summary>
    public static DateTimeOffset? Time(this HttpRequest request, string name) => DateTimeOffset.TryParse(
        request.Query[name],
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out DateTimeOffset value) ? value : null;

    /// <summary>Seconds, or null.</summary>
    public static TimeSpan? Seconds(this HttpRequest request, string name) =>
        double.TryParse(request.Query[name], CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= 86_400
            ? TimeSpan.FromSeconds(value)
            : null;

    /// <summary>Statuses, repeated or separated by commas; null for none.</summary>
    public static List<OrchestrationRuntimeStatus>? Statuses(this HttpRequest request, string name)
    {
        var statuses = new List<OrchestrationRuntimeStatus>();
        foreach (string text in request.Query[name].SelectMany(value => (value ?? string.Empty).Split(',')))
        {
            if (Enum.TryParse(text.Trim(), ignoreCase: true, out OrchestrationRuntimeStatus status) && Enum.IsDefined(status))
            {
                statuses.Add(status);
            }
        }

        return statuses.Count == 0 ? null : statuses;
    }
}
