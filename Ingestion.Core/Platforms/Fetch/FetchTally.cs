namespace Ingestion.Core.Platforms.Fetch;

/// <summary>What the calls of a sync came to.</summary>
/// <param name="Calls">Calls made.</param>
/// <param name="Units">What they cost at most, in the platform's units.</param>
/// <param name="Billed">Resources that the platform bills by the piece.</param>
public sealed record FetchTally(int Calls, long Units, long Billed)
{
    /// <summary>Nothing yet.</summary>
    public static FetchTally None { get; } = new(0, 0, 0);

    /// <summary>Both together.</summary>
    /// <param name="other">Later calls.</param>
    public FetchTally Plus(FetchTally other) => new(Calls + other.Calls, Units + other.Units, Billed + other.Billed);
}
