using System.Globalization;

namespace Simulators.BrightData.Faults;

/// <summary>The misbehaviours that the simulator knows. README.md says what each does and what its value means.</summary>
public static class FaultNames
{
    // Any call. "http_" and a status code is one, too.
    public const string RateLimit = "rate_limit";
    public const string ResetBefore = "reset_before";
    public const string ResetAfter = "reset_after";
    public const string Delay = "delay";
    public const string DelayBefore = "delay_before";
    public const string Unauthorized = "unauthorized";
    public const string AccountInactive = "account_inactive";
    public const string NotFound = "not_found";
    public const string Html = "html";
    public const string ZeroBytes = "zero_bytes";

    // Progress.
    public const string Status = "status";
    public const string Flap = "flap";

    // Download.
    public const string Building = "building";
    public const string EmptyArray = "empty_array";
    public const string SnapshotEmpty = "snapshot_empty";
    public const string Expired = "expired";
    public const string Truncate = "truncate";
    public const string Cut = "cut";
    public const string ResetMid = "reset_mid";
    public const string Drip = "drip";
    public const string Stall = "stall";
    public const string Endless = "endless";

    // A whole job.
    public const string Slow = "slow";
    public const string Stuck = "stuck";
    public const string Failed = "failed";
    public const string Canceled = "canceled";
    public const string ListLag = "list_lag";
    public const string WebhookLost = "webhook_lost";
    public const string WebhookTwice = "webhook_twice";
    public const string WebhookLate = "webhook_late";
    public const string WebhookEarly = "webhook_early";
    public const string WebhookForged = "webhook_forged";

    // The records of an input.
    public const string Records = "records";
    public const string Empty = "empty";
    public const string DeadPage = "dead_page";
    public const string CrawlFailed = "crawl_failed";
    public const string Errors = "errors";
    public const string Warnings = "warnings";
    public const string HugeRecord = "huge_record";
    public const string Deep = "deep";
    public const string InvalidUtf8 = "invalid_utf8";
    public const string Odd = "odd";
    public const string Poison = "poison";
    public const string Renamed = "renamed";

    private const string HttpPrefix = "http_";

    // These wait for a snapshot that is ready: a download that came too early does not use them up.
    private static readonly string[] OfReadySnapshots =
        [Building, EmptyArray, SnapshotEmpty, Expired, Truncate, Cut, ResetMid, Drip, Stall, Endless];

    private static readonly Dictionary<string, string> Defaults = Map(
        (Operations.Any, [RateLimit, ResetBefore, ResetAfter, Delay, DelayBefore, Unauthorized, AccountInactive, NotFound]),
        (Operations.Progress, [Status, Flap]),
        (Operations.Snapshot, [Html, ZeroBytes, .. OfReadySnapshots]),
        (Operations.Job, [Slow, Stuck, Failed, Canceled, ListLag, WebhookLost, WebhookTwice, WebhookLate, WebhookEarly, WebhookForged]),
        (Operations.Job, [Records, Empty, DeadPage, CrawlFailed, Errors, Warnings, HugeRecord, Deep, InvalidUtf8, Odd, Poison, Renamed]));

    internal static Dictionary<string, FaultSpec> Aliases { get; } = new()
    {
        ["lost_answer"] = new FaultSpec(ResetAfter, Operations.Trigger),
        ["late_answer"] = new FaultSpec(Delay, Operations.Trigger, "60"),
        ["unknown_status"] = new FaultSpec(Status, Operations.Progress, "archiving"),
    };

    internal static string List => string.Join(", ", Defaults.Keys.Concat(Aliases.Keys).Append("http_NNN").Order());

    internal static string? DefaultOperation(string name) =>
        Defaults.GetValueOrDefault(name) ?? (HttpStatus(name) is null ? null : Operations.Any);

    internal static bool NeedsReadySnapshot(string name) => name == Flap || OfReadySnapshots.Contains(name);

    /// <summary>The status of an <c>http_NNN</c> fault; null for any other name.</summary>
    internal static int? HttpStatus(string name) =>
        name.StartsWith(HttpPrefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(HttpPrefix.Length), NumberStyles.None, null, out int status)
        && status is >= 400 and <= 599
            ? status
            : null;

    private static Dictionary<string, string> Map(params (string Operation, string[] Names)[] groups) =>
        groups.SelectMany(g => g.Names.Select(n => (n, g.Operation))).ToDictionary(x => x.n, x => x.Operation);
}
