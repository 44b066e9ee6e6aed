using Ingestion.Core.Crawls;
using NCrontab;

namespace Ingestion.Core.Accounts;

/// <summary>
/// When an account is synced: <c>hourly</c>, <c>daily</c>, <c>paused</c>, or a cron expression of six fields, seconds first, in UTC.
/// </summary>
internal static class AccountSchedule
{
    internal const string Hourly = "hourly";
    internal const string Daily = "daily";
    internal const string Paused = "paused";

    internal const int CronFields = 6;

    private const int MaxLength = 120;
    private const int ComparedOccurrences = 50;

    // Two years cover the rarest expression of use; one that has no occurrence in them never runs.
    internal const int HorizonDays = 2 * 366;

    private static readonly string[] Names = [Hourly, Daily, Paused];

    /// <summary>The shortest time between two syncs of an account.</summary>
    private static readonly TimeSpan MinInterval = TimeSpan.FromMinutes(15);

    /// <summary>The schedule as it is stored; null when there is none, or a fault.</summary>
    internal static string? Read(RequestFields fields, DateTimeOffset now)
    {
        const string name = "schedule";
        string? text = fields.Text(name, MaxLength)?.Trim();
        if (text is null || Names.Contains(text))
        {
            return text;
        }

        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 1)
        {
            fields.Fault(name, $"must be {string.Join(", ", Names)} or a cron expression such as 0 0 2 * * *");
            return null;
        }

        if (parts.Length != CronFields)
        {
            fields.Fault(name, $"must have six fields, second minute hour day month weekday, but has {parts.Length}");
            return null;
        }

        if (Parse(text) is not { } cron)
        {
            fields.Fault(name, "is not a cron expression such as 0 0 2 * * *");
            return null;
        }

        if (Reason(cron, now.UtcDateTime) is { } reason)
        {
            fields.Fault(name, reason);
            return null;
        }

        return string.Join(' ', parts);
    }

    /// <summary>An expression of six fields; null when it is none.</summary>
    internal static CrontabSchedule? Parse(string expression) =>
        CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = true });

    private static string? Reason(CrontabSchedule cron, DateTime now)
    {
        DateTime[] next = [.. cron.GetNextOccurrences(now, now.AddDays(HorizonDays)).Take(ComparedOccurrences)];
        if (next.Length == 0)
        {
            return "never comes true";
        }

        return next.Zip(next.Skip(1)).Any(pair => pair.Second - pair.First < MinInterval)
            ? $"must not come true more often than every {MinInterval.TotalMinutes:F0} minutes"
            : null;
    }
}
