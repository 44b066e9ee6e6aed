namespace Ingestion.Core.Read;

/// <summary>How the times of a table are spread, from the planner's histogram: the same number of rows between any two bounds.</summary>
internal sealed class TimeSpread
{
    private readonly DateTimeOffset[] bounds;

    private TimeSpread(DateTimeOffset[] bounds, DateTimeOffset oldest, DateTimeOffset newest)
    {
        this.bounds = bounds;
        Oldest = oldest;
        Newest = newest;
    }

    /// <summary>The oldest time of all, which the histogram may not have seen.</summary>
    internal DateTimeOffset Oldest { get; }

    /// <summary>The newest time of all.</summary>
    internal DateTimeOffset Newest { get; }

    /// <summary>Null when there are too few bounds to say anything.</summary>
    internal static TimeSpread? TryCreate(DateTimeOffset[] bounds, DateTimeOffset oldest, DateTimeOffset newest) =>
        bounds.Length < 2 ? null : new TimeSpread(bounds, oldest, newest);

    /// <summary>The share of the rows that are older, 0 to 1.</summary>
    internal double PositionOf(DateTimeOffset time)
    {
        int above = Array.FindIndex(bounds, bound => bound > time);
        if (above <= 0)
        {
            return above == 0 ? 0 : 1;
        }

        double within = (time - bounds[above - 1]) / (bounds[above] - bounds[above - 1]);
        return (above - 1 + within) / (bounds.Length - 1);
    }

    /// <summary>The time before which this share of the rows lies.</summary>
    internal DateTimeOffset At(double position)
    {
        double place = Math.Clamp(position, 0, 1) * (bounds.Length - 1);
        int below = Math.Min((int)place, bounds.Length - 2);
        return bounds[below] + ((bounds[below + 1] - bounds[below]) * (place - below));
    }
}
