namespace Ingestion.Core.Download;

/// <summary>Counts records by kind, and the media of posts, from the keys and values at the top of each record.</summary>
/// <remarks>
/// Source of the field names: reference/provider-apis.md 1.10; read 2026-11-21. The media of a post are its
/// <c>attachments</c> (Facebook); without such a field <c>photos</c> or else <c>images</c>, plus <c>videos</c> and
/// <c>carousel_images</c> (Instagram, X, LinkedIn, TikTok); without any of these one <c>video_url</c> (reels, TikTok, YouTube).
/// </remarks>
internal sealed class RecordTally
{
    private readonly long[] media = new long[(int)RecordField.Count];
    private long records;
    private long posts;
    private long mediaTotal;
    private long errors;
    private long warnings;
    private long skipped;
    private Facts facts;

    [Flags]
    private enum Facts
    {
        None = 0,
        IsObject = 1,
        HasContent = 2,
        HasError = 4,
        HasWarning = 8,
        HasAttachments = 16,
        HasPhotos = 32,
        IsUnusable = 64,
    }

    public RecordCounts Counts => new(records, posts, mediaTotal, errors, warnings, skipped);

    public void Begin(bool isObject)
    {
        facts = isObject ? Facts.IsObject : Facts.None;
        Array.Clear(media);
    }

    /// <summary>The record is over the size or depth limit.</summary>
    public void MarkUnusable() => facts |= Facts.IsUnusable;

    /// <summary>The value of a key at the top of the record begins.</summary>
    public void Value(RecordField field, bool isNull)
    {
        if (isNull && field != RecordField.Content)
        {
            return;
        }

        facts |= field switch
        {
            RecordField.Envelope => Facts.None,
            RecordField.Error => Facts.HasError,
            RecordField.Warning => Facts.HasWarning,
            RecordField.Attachments => Facts.HasContent | Facts.HasAttachments,
            RecordField.Photos => Facts.HasContent | Facts.HasPhotos,
            _ => Facts.HasContent,
        };
    }

    /// <summary>One element of an array of media, or one single medium.</summary>
    public void Medium(RecordField field) => media[(int)field]++;

    public void End()
    {
        records++;
        if ((facts & Facts.IsUnusable) != 0 || (facts & Facts.IsObject) == 0)
        {
            skipped++;
        }
        else if ((facts & Facts.HasError) != 0)
        {
            errors++;
        }
        else if ((facts & (Facts.HasWarning | Facts.HasContent)) == Facts.HasWarning)
        {
            warnings++;
        }
        else
        {
            posts++;
            mediaTotal += MediaOfPost();
        }
    }

    private long MediaOfPost()
    {
        if ((facts & Facts.HasAttachments) != 0)
        {
            return media[(int)RecordField.Attachments];
        }

        var stills = (facts & Facts.HasPhotos) != 0 ? media[(int)RecordField.Photos] : media[(int)RecordField.Images];
        var all = stills + media[(int)RecordField.Videos] + media[(int)RecordField.CarouselImages];
        return all > 0 ? all : media[(int)RecordField.VideoUrl];
    }
}
