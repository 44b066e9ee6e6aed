namespace Functions.Runtime.Hosting;

/// <summary>The answer to a host that wants to fire an occurrence.</summary>
internal enum TimerClaim
{
    /// <summary>This host fires it.</summary>
    Won,

    /// <summary>It has fired.</summary>
    Done,

    /// <summary>A firing is under way on another host, which may yet die: ask again later.</summary>
    Busy,
}
