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

    /// <summary>Clock of tokens. Default the system clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
