namespace Ingestion.Core.Download;

/// <summary>Keys to <see cref="RecordField"/>.</summary>
internal static class RecordFields
{
    /// <summary>The longest key that matters, in bytes.</summary>
    public const int MaxKeyLength = 15;

    public static RecordField Of(ReadOnlySpan<byte> key) => key.Length switch
    {
        5 => key.SequenceEqual("error"u8) ? RecordField.Error
            : key.SequenceEqual("input"u8) ? RecordField.Envelope : RecordField.Content,
        6 => key.SequenceEqual("photos"u8) ? RecordField.Photos
            : key.SequenceEqual("videos"u8) ? RecordField.Videos
            : key.SequenceEqual("images"u8) ? RecordField.Images : RecordField.Content,
        7 => key.SequenceEqual("warning"u8) ? RecordField.Warning : RecordField.Content,
        9 => key.SequenceEqual("timestamp"u8) ? RecordField.Envelope
            : key.SequenceEqual("video_url"u8) ? RecordField.VideoUrl : RecordField.Content,
        10 => key.SequenceEqual("error_code"u8) ? RecordField.Error : RecordField.Content,
        11 => key.SequenceEqual("attachments"u8) ? RecordField.Attachments
            : key.SequenceEqual("status_code"u8) ? RecordField.Envelope : RecordField.Content,
        12 => key.SequenceEqual("warning_code"u8) ? RecordField.Warning : RecordField.Content,
        13 => key.SequenceEqual("ingestion_ref"u8) ? RecordField.Envelope : RecordField.Content,
        15 => key.SequenceEqual("discovery_input"u8) ? RecordField.Envelope
            : key.SequenceEqual("carousel_images"u8) ? RecordField.CarouselImages : RecordField.Content,
        _ => RecordField.Content,
    };

    public static bool IsMediaArray(this RecordField field) =>
        field is >= RecordField.Attachments and <= RecordField.CarouselImages;
}
