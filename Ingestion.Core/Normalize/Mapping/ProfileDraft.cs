namespace Ingestion.Core.Normalize.Mapping;

/// <summary>A profile, or the author of a post, while its record is read.</summary>
internal sealed class ProfileDraft
{
    /// <summary>A record has at most so many insights; what follows is dropped.</summary>
    private const int MaxInsights = 1000;

    private readonly OrderedDictionary<(string Metric, DateOnly Day), long> insights = [];

    /// <summary>Lower case, no <c>@</c>.</summary>
    public string? Handle { get; set; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Bio { get; set; }

    /// <summary>Canonical; null when the record has none of the platform's.</summary>
    public string? Url { get; set; }

    public bool? IsVerified { get; set; }

    public long? Followers { get; set; }

    public long? Following { get; set; }

    public long? Posts { get; set; }

    public long? Likes { get; set; }

    public void Clear()
    {
        Handle = null;
        Id = null;
        Name = null;
        Bio = null;
        Url = null;
        IsVerified = null;
        Followers = null;
        Following = null;
        Posts = null;
        Likes = null;
        insights.Clear();
    }

    /// <summary>Takes an insight, unless a part of it is unknown. Of several for one metric and day the last one counts.</summary>
    public void AddInsight(string? metric, DateOnly? day, long? value)
    {
        if (metric is not null && day is { } on && value is { } count && (insights.Count < MaxInsights || insights.ContainsKey((metric, on))))
        {
            insights[(metric, on)] = count;
        }
    }

    /// <summary>The insights come anew.</summary>
    public void ClearInsights() => insights.Clear();

    public PostAuthor ToAuthor() => new(Handle!, Id, Name, Url, Followers);

    public CanonicalProfile ToProfile(string platform, DateTimeOffset observedAt, RecordPlace place) => new()
    {
        Platform = platform,
        Handle = Handle!,
        ProfileId = Id,
        Name = Name,
        Bio = Bio,
        Url = Url,
        IsVerified = IsVerified,
        Followers = Followers,
        Following = Following,
        Posts = Posts,
        Likes = Likes,
        Insights = insights.Count == 0 ? [] : [.. insights.Select(one => new AccountInsight(one.Key.Metric, one.Key.Day, one.Value))],
        ObservedAt = observedAt,
        Place = place,
    };
}
