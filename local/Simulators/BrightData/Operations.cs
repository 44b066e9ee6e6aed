namespace Simulators.BrightData;

/// <summary>Names of the provider's calls, as faults and request counts use them.</summary>
public static class Operations
{
    public const string Trigger = "trigger";
    public const string Scrape = "scrape";
    public const string Progress = "progress";
    public const string Snapshot = "snapshot";
    public const string Parts = "parts";
    public const string Input = "input";
    public const string Cancel = "cancel";
    public const string Rerun = "rerun";
    public const string List = "list";
    public const string Log = "log";

    /// <summary>Not a call: faults drawn once, when a job is accepted.</summary>
    public const string Job = "job";

    /// <summary>Every call.</summary>
    public const string Any = "any";

    internal static readonly HashSet<string> All =
        [Trigger, Scrape, Progress, Snapshot, Parts, Input, Cancel, Rerun, List, Log, Job, Any];
}
