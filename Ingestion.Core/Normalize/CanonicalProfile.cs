namespace Ingestion.Core.Normalize;

/// <summary>A profile, page or channel in the one form that all platforms share.</summary>
public sealed record CanonicalProfile
{
    /// <summary>Lower case: <c>facebook</c>, <c>x</c>, <c>tiktok</c>, ...</summary>
    public required string Platform { get; init; }

    /// <summary>As <see cref="PostAuthor.Handle"/>; with <see cref="Platform"/> the key.</summary>
    public required string Handle { get; init; }

    /// <summary>The platform's id; null when the record has none.</summary>
    public string? ProfileId { get; init; }

    /// <summary>Display name.</summary>
    public string? Name { get; init; }

    /// <summary>Self-description.</summary>
    public string? Bio { get; init; }

    /// <summary>Its page, without tracking parameters.</summary>
    public string? Url { get; init; }

    /// <summary>Whether the platform vouches for it; null when the record does not say.</summary>
    public bool? IsVerified { get; init; }

    /// <summary>Followers or subscribers.</summary>
    public long? Followers { get; init; }

    /// <summary>How many it follows.</summary>
    public long? Following { get; init; }

    /// <summary>Posts or videos in all.</summary>
    public long? Posts { get; init; }

    /// <summary>Likes on all that it published.</summary>
    public long? Likes { get; init; }

    /// <summary>
    /// What the platform counted about the account by day, each metric and day once, at most 1,000; empty for a public page, and for the author
    /// of a post.
    /// </summary>
    public IReadOnlyList<AccountInsight> Insights { get; init; } = [];

    /// <summary>When the provider read it (UTC); of two observations the later one counts.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>Where it came from; for a profile that was read from a post, that post's place.</summary>
    public required RecordPlace Place { get; init; }
}
