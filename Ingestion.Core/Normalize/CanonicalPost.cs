namespace Ingestion.Core.Normalize;

/// <summary>A post in the one form that all platforms share. Texts are exactly what the platform shows.</summary>
public sealed record CanonicalPost
{
    /// <summary>Lower case: <c>facebook</c>, <c>x</c>, <c>tiktok</c>, ...</summary>
    public required string Platform { get; init; }

    /// <summary>The platform's own id; with <see cref="Platform"/> the key.</summary>
    public required string PostId { get; init; }

    /// <summary>Who wrote it.</summary>
    public required PostAuthor Author { get; init; }

    /// <summary>Its page, without tracking parameters.</summary>
    public required string Url { get; init; }

    /// <summary>When it was published (UTC); null when the record does not say.</summary>
    public required DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When the provider read it (UTC); of two observations the later one counts.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>Its words; null when there are none.</summary>
    public string? Text { get; init; }

    /// <summary>ISO 639-1 code; null when the record does not say.</summary>
    public string? Language { get; init; }

    /// <summary>Without <c>#</c>, lower case, each once, in order of appearance.</summary>
    public IReadOnlyList<string> Hashtags { get; init; } = [];

    /// <summary>Handles without <c>@</c>, lower case, each once, in order of appearance.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>What it is.</summary>
    public required ContentType ContentType { get; init; }

    /// <summary>Pictures, videos and documents, in their order.</summary>
    public IReadOnlyList<PostMedia> Media { get; init; } = [];

    /// <summary>What was counted.</summary>
    public required PostCounts Counts { get; init; }

    /// <summary>Whether the record marks it as paid for; null when the dataset has no such field.</summary>
    public bool? IsSponsored { get; init; }

    /// <summary>Whether it repeats someone else's post; null when the dataset has no such field.</summary>
    public bool? IsRepost { get; init; }

    /// <summary>Where it came from.</summary>
    public required RecordPlace Place { get; init; }
}
