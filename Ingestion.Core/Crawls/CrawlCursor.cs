using System.Buffers.Text;

namespace Ingestion.Core.Crawls;

/// <summary>A position in the list of crawls: 22 URL-safe characters, meant to be handed back as they are.</summary>
/// <param name="LastCrawlId">The last crawl of the page that the cursor came with.</param>
public sealed record CrawlCursor(Guid LastCrawlId)
{
    private const int Characters = 22;

    /// <summary>The wire form.</summary>
    public override string ToString() => Base64Url.EncodeToString(LastCrawlId.ToByteArray(bigEndian: true));

    /// <summary>Reads the wire form back.</summary>
    /// <param name="text">What a caller sent.</param>
    /// <returns>Null when it is not a cursor.</returns>
    public static CrawlCursor? TryParse(string? text)
    {
        if (text?.Length != Characters)
        {
            return null;
        }

        try
        {
            CrawlCursor cursor = new(new Guid(Base64Url.DecodeFromChars(text), bigEndian: true));
            return cursor.ToString() == text ? cursor : null;
        }
        catch (Exception broken) when (broken is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
