namespace Simulators.BrightData;

/// <summary>How one simulator behaves. Every member has a command-line switch of the same name; see README.md.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Loopback port; 0 picks a free one. Default 0.</summary>
    public int Port { get; init; }

    /// <summary>Loopback port of the simulated platforms; 0 picks a free one; null starts none. Default null.</summary>
    public int? PlatformsPort { get; init; }

    /// <summary>Append-only file of the grants of the simulated platforms. Null keeps nothing.</summary>
    public string? PlatformsStateFile { get; init; }

    /// <summary>Folder of JSON files with arrays of records; null serves synthetic records only.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Append-only journal; a start with the same file finds its jobs again. Null keeps nothing.</summary>
    public string? StateFile { get; init; }

    /// <summary>Seed of synthetic records. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The only accepted key; null accepts any key that is not empty.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Time from acceptance to <c>running</c>. Default 500 ms.</summary>
    public TimeSpan StartingTime { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Time from acceptance to <c>ready</c>. Default 3 s.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Synthetic records per input that asks for no number. Default 100.</summary>
    public int DefaultRecords { get; init; } = 100;

    /// <summary>Active jobs per dataset before 429; 0 is no limit. Default 5,000, as the provider.</summary>
    public int RunningJobsLimit { get; init; } = 5000;

    /// <summary>Whether 25 answers of 429 within 5 minutes block every later call. Default true.</summary>
    public bool BlocksIp { get; init; } = true;

    /// <summary>How long <c>/scrape</c> waits before it answers 202. Default 60 s.</summary>
    public TimeSpan SyncWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Age at which a snapshot appears in <c>GET /snapshots</c>. Default 0.</summary>
    public TimeSpan ListLag { get; init; }

    /// <summary>
    /// Whether records from files get <c>timestamp</c>, <c>input</c> and the custom input fields. Default false: byte for byte.
    /// </summary>
    public bool EchoesIntoFileRecords { get; init; }

    /// <summary>Every n-th job answers its first download with 202 <c>building</c>; 0 is never. Default 0.</summary>
    public int BuildingEvery { get; init; }

    /// <summary>Whether dataset ids outside the catalogue are accepted instead of answered 404. Default false.</summary>
    public bool AcceptsUnknownDatasets { get; init; }

    /// <summary>Age after completion at which a snapshot is expired. Default 30 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Faults from the start, each <c>name[:value][@operation][*times]</c>.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Time a webhook receiver has to answer 200. Default 30 s.</summary>
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits before repeated webhook deliveries. Default 10 s, 30 s, 60 s; the provider's are not documented.</summary>
    public IReadOnlyList<TimeSpan> WebhookRetries { get; init; } =
        [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)];

    /// <summary>Clock of jobs, waits and webhooks. Default the system clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
