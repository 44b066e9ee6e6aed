namespace Ingestion.Core.Normalize.Mapping;

/// <summary>A post while its record is read.</summary>
internal sealed class PostDraft
{
    public string? Id { get; set; }

    /// <summary>Canonical; null when the record has none of the platform's.</summary>
    public string? Url { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public string? Text { get; set; }

    public string? Language { get; set; }

    /// <summary>As the record lists them; when it lists none, those of the text are taken.</summary>
    public List<string> Hashtags { get; } = [];

    /// <inheritdoc cref="Hashtags"/>
    public List<string> Mentions { get; } = [];

    public ContentType ContentType { get; set; }

    public List<PostMedia> Media { get; } = [];

    public long? Likes { get; set; }

    public long? Comments { get; set; }

    public long? Shares { get; set; }

    public long? Views { get; set; }

    public long? Saves { get; set; }

    public long? Reach { get; set; }

    public long? Impressions { get; set; }

    public List<ReactionCount> Reactions { get; } = [];

    public bool? IsSponsored { get; set; }

    public bool? IsRepost { get; set; }

    public void Clear()
    {
        Id = null;
        Url = null;
        PublishedAt = null;
        Text = null;
        Language = null;
        Hashtags.Clear();
        Mentions.Clear();
        ContentType = ContentType.Text;
        Media.Clear();
        Likes = null;
        Comments = null;
        Shares = null;
        Views = null;
        Saves = null;
        Reach = null;
        Impressions = null;
        Reactions.Clear();
        IsSponsored = null;
        IsRepost = null;
    }

    public CanonicalPost ToPost(string platform, PostAuthor author, DateTimeOffset observedAt, RecordPlace place) => new()
    {
        Platform = platform,
        PostId = Id!,
        Author = author,
        Url = Url!,
        PublishedAt = PublishedAt,
        ObservedAt = observedAt,
        Text = Text,
        Language = Language,
        Hashtags = Copy(Hashtags),
        Mentions = Copy(Mentions),
        ContentType = ContentType,
        Media = Copy(Media),
        Counts = new PostCounts
        {
            Likes = Likes,
            Comments = Comments,
            Shares = Shares,
            Views = Views,
            Saves = Saves,
            Reach = Reach,
            Impressions = Impressions,
            Reactions = Copy(Reactions),
        },
        IsSponsored = IsSponsored,
        IsRepost = IsRepost,
        Place = place,
    };

    private static T[] Copy<T>(List<T> items) => items.Count == 0 ? [] : items.ToArray();
}
