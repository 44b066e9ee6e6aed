namespace Ingestion.Core.Limits;

/// <summary>What was used at one platform in a month.</summary>
/// <param name="Calls">Calls made.</param>
/// <param name="Units">Quota units at YouTube, billed resources at X, else calls.</param>
/// <param name="MicroUsd">Price, in millionths of a US dollar.</param>
internal sealed record CostSum(long Calls, long Units, long MicroUsd)
{
    internal static CostSum None { get; } = new(0, 0, 0);

    public static CostSum operator +(CostSum left, CostSum right) =>
        new(left.Calls + right.Calls, left.Units + right.Units, left.MicroUsd + right.MicroUsd);
}
