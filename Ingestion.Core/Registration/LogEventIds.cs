namespace Ingestion.Core.Registration;

/// <summary>Where each slice's log event ids start: a hundred per slice, never reused.</summary>
internal static class LogEventIds
{
    internal const int Crawls = 1000;
    internal const int Trigger = 1100;
    internal const int Poll = 1200;
    internal const int Download = 1300;
    internal const int Publish = 1400;
    internal const int Events = 1500;
    internal const int Persistence = 1600;
    internal const int RateLimits = 1700;
    internal const int Accounts = 1800;
    internal const int Sync = 2000;
    internal const int Limits = 2100;
    internal const int Webhooks = 2300;
    internal const int Privacy = 2400;
    internal const int Platforms = 2500;
    internal const int Schedules = 2600;
    internal const int Read = 2700;
}
