namespace Ingestion.Core.Schedules;

/// <summary>An account that is claimed: its row is locked until the claim is committed.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Schedule">Its schedule.</param>
/// <param name="ScheduledFor">The time that is due.</param>
/// <param name="IsDone">A job of that time is there already, from before a clock was put back.</param>
internal sealed record DueAccount(Guid AccountId, string Schedule, DateTimeOffset ScheduledFor, bool IsDone);
