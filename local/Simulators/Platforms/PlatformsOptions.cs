namespace Simulators.Platforms;

/// <summary>How the simulated platforms behave.</summary>
public sealed record PlatformsOptions
{
    /// <summary>The secret of every registered application; its id may be any.</summary>
    public const string ClientSecret = "simulator-app-key";

    /// <summary>Loopback port; 0 picks a free one. Default 0.</summary>
    public int Port { get; init; }

    /// <summary>Append-only file of grants; a start with the same file knows them again. Null keeps nothing.</summary>
    public string? StateFile { get; init; }

    /// <summary>Calls to each endpoint that TikTok takes within a minute. Default 600.</summary>
    public int TikTokCallsPerMinute { get; init; } = 600;

    /// <summary>Calls for a user's own profile that X takes of the user within 15 minutes. Default 75.</summary>
    public int XProfilesPerUser { get; init; } = 75;

    /// <summary>Calls for posts that X takes of a user within 15 minutes. Default 900.</summary>
    public int XTimelinesPerUser { get; init; } = 900;

    /// <summary>Calls for posts that X takes of an application within 15 minutes. Default 10,000.</summary>
    public int XTimelinesPerApplication { get; init; } = 10_000;

    /// <summary>Units that YouTube's Data API gives until midnight in California. Default 10,000.</summary>
    public int YouTubeUnitsPerDay { get; init; } = 10_000;

    /// <summary>Calls that an application of LinkedIn may make to one endpoint in a day of UTC. Default 500,000: a guess.</summary>
    public int LinkedInCallsPerDayAndApplication { get; init; } = 500_000;

    /// <summary>Calls that an application of LinkedIn may make for one member to one endpoint in a day of UTC. Default 1,000: a guess.</summary>
    public int LinkedInCallsPerDayAndMember { get; init; } = 1000;

    /// <summary>Calls that an application of Spotify may make in 30 seconds. Default 900: a guess.</summary>
    public int SpotifyCallsPer30Seconds { get; init; } = 900;

    /// <summary>Calls that an application of Apple Music may make in a minute. Default 1,200: a guess.</summary>
    public int AppleMusicCallsPerMinute { get; init; } = 1200;

    /// <summary>PEM of the key with which Apple Music's developer tokens are checked. Null takes any signature.</summary>
    public string? AppleMusicPublicKey { get; init; }

    /// <summary>Calls that Meta takes for one Instagram account or Page in an hour. Default 4,800.</summary>
    public int MetaCallsPerHour { get; init; } = 4_800;

    /// <summary>Clock of tokens and data, from which it can be moved away. Default the system clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
