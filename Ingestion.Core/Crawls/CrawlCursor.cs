using System.Buffers.Text;

namespace Ingestion.Core.Crawls;

/// <summary>A position in the list of crawls: 22 URL-safe characters, meant to be handed back as they are.</summary>
/// <param name="LastCrawlId">The last crawl of the page that the cursor came with.</param>
public sealed record CrawlCursor(Guid LastCrawlId)
{
    private const int IdBytes = 16;

    /// <summary>The wire form.</summary>
    public override string ToString() => Base64Url.EncodeToString(LastCrawlId.ToByteArray(bigEndian: true));

    /// <summary>Reads the wire form back.</summary>
    /// <param name="text">What a caller sent.</param>
    /// <returns>Null when it is not a cursor.</returns>
    public static CrawlCursor? TryParse(string? text)
    {
        Span<byte> bytes = stackalloc byte[IdBytes];
        return text is not null
            && Base64Url.IsValid(text, out int length)
            && length == IdBytes
            && Base64Url.TryDecodeFromChars(text, bytes, out _)
                ? new CrawlCursor(new Guid(bytes, bigEndian: true))
                : null;
    }
}
