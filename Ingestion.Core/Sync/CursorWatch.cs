using System.Security.Cryptography;
using System.Text;

namespace Ingestion.Core.Sync;

/// <summary>
/// Notices paging that goes round in a circle of any length, or does not end, and remembers one position only: each position is
/// compared with one kept earlier, which is replaced after 1, 2, 4, 8, ... pages (Brent's algorithm).
/// </summary>
/// <param name="Kept">Hash of the kept position; null at first.</param>
/// <param name="Pages">Pages since it was kept.</param>
/// <param name="Power">Pages after which it is replaced.</param>
/// <param name="Total">All pages.</param>
public sealed record CursorWatch(string? Kept, int Pages, int Power, int Total)
{
    /// <summary>More pages than any account has, of whatever size.</summary>
    internal const int MaxPages = 10_000;

    private const int HashBytes = 12;

    /// <summary>No page yet.</summary>
    public static CursorWatch None { get; } = new(null, 0, 1, 0);

    /// <summary>Goes on to the next page; null when it is one that was there before, or there are too many.</summary>
    /// <param name="position">Everything that tells pages apart.</param>
    public CursorWatch? Next(string position)
    {
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(position)).AsSpan(0, HashBytes));
        if (hash == Kept || Total >= MaxPages)
        {
            return null;
        }

        return Pages == Power || Kept is null
            ? new CursorWatch(hash, 1, Kept is null ? 1 : Power * 2, Total + 1)
            : this with { Pages = Pages + 1, Total = Total + 1 };
    }
}
