namespace Ingestion.Core.Normalize;

/// <summary>What a post is. Wire form: the name in lower case.</summary>
public enum ContentType
{
    /// <summary>Words only.</summary>
    Text,

    /// <summary>One picture.</summary>
    Photo,

    /// <summary>One video that is neither a reel nor a short.</summary>
    Video,

    /// <summary>Several pictures or videos.</summary>
    Carousel,

    /// <summary>A reel of Facebook or Instagram.</summary>
    Reel,

    /// <summary>A YouTube short.</summary>
    Short,

    /// <summary>A story.</summary>
    Story,

    /// <summary>A link to another site, with its preview.</summary>
    Link,

    /// <summary>A document, as LinkedIn shows them page by page.</summary>
    Document,

    /// <summary>A song or an album.</summary>
    Audio,
}
