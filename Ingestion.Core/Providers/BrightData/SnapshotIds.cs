using System.Buffers;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>The shape of a snapshot id. Opaque to us, but it becomes part of URLs and blob names.</summary>
public static class SnapshotIds
{
    private const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>True for 1 to 128 letters, digits, underscores and hyphens, for example <c>sd_mb3k2x81a2b3c4d5e6</c>.</summary>
    /// <param name="snapshotId">An id as received.</param>
    public static bool IsValid(string? snapshotId) =>
        snapshotId is { Length: > 0 and <= MaxLength } && snapshotId.AsSpan().IndexOfAnyExcept(Allowed) < 0;

    internal static void ThrowIfInvalid(string snapshotId)
    {
        if (!IsValid(snapshotId))
        {
            throw new ArgumentException(
                "A snapshot id is 1 to 128 letters, digits, underscores and hyphens.", nameof(snapshotId));
        }
    }
}
