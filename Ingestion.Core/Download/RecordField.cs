namespace Ingestion.Core.Download;

/// <summary>The keys at the top of a record that the counts depend on.</summary>
internal enum RecordField
{
    /// <summary>Any other key.</summary>
    Content,

    /// <summary>A key that says nothing about the record's kind: input, timestamp, ...</summary>
    Envelope,

    /// <summary><c>error</c> or <c>error_code</c>.</summary>
    Error,

    /// <summary><c>warning</c> or <c>warning_code</c>.</summary>
    Warning,

    /// <summary><c>attachments</c>, an array.</summary>
    Attachments,

    /// <summary><c>photos</c>, an array.</summary>
    Photos,

    /// <summary><c>videos</c>, an array.</summary>
    Videos,

    /// <summary><c>images</c>, an array.</summary>
    Images,

    /// <summary><c>carousel_images</c>, an array.</summary>
    CarouselImages,

    /// <summary><c>video_url</c>, a text.</summary>
    VideoUrl,

    /// <summary>Number of members above.</summary>
    Count,
}
