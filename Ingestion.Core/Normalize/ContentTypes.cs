namespace Ingestion.Core.Normalize;

/// <summary>The wire form of <see cref="ContentType"/>.</summary>
public static class ContentTypes
{
    /// <summary>As the database, the API and the bronze files write it: <c>text</c>, <c>photo</c>, ...</summary>
    /// <param name="type">Any type.</param>
    public static string ToWire(this ContentType type) => type switch
    {
        ContentType.Text => "text",
        ContentType.Photo => "photo",
        ContentType.Video => "video",
        ContentType.Carousel => "carousel",
        ContentType.Reel => "reel",
        ContentType.Short => "short",
        ContentType.Story => "story",
        ContentType.Link => "link",
        ContentType.Document => "document",
        ContentType.Audio => "audio",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a content type."),
    };
}
