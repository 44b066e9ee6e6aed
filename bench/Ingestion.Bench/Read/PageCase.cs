using System.Globalization;
using Ingestion.Core.Read;
using Ingestion.Core.Search;

namespace Ingestion.Bench.Read;

/// <summary>One kind of first page: an order, and filters whose values are drawn anew for every request.</summary>
/// <param name="Sort">As `sort=` has it.</param>
/// <param name="Filters">Names of filters, or of sets of them, that <see cref="Draw"/> knows.</param>
internal sealed record PageCase(string Sort, params string[] Filters)
{
    private static readonly string[] Platforms = ["facebook", "instagram", "tiktok", "x", "youtube", "linkedin"];
    private static readonly string[] ContentTypes =
        ["photo", "video", "text", "carousel", "reel", "link", "story", "document", "short"];

    private static readonly DateTimeOffset Newest = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    private const int Days = 1100;

    /// <summary>What is measured: every filter by time, alone and with others, and orders by counts.</summary>
    public static IReadOnlyList<PageCase> All { get; } =
    [
        new("-published_at"),
        new("-published_at", "platform"),
        new("-published_at", "author"),
        new("-published_at", "brand"),
        new("-published_at", "competitor"),
        new("-published_at", "category"),
        new("-published_at", "content_type"),
        new("-published_at", "hashtag"),
        new("-published_at", "q"),
        new("-published_at", "q2"),
        new("-published_at", "month"),
        new("-published_at", "crawl_id"),
        new("published_at", "hashtag"),
        new("-published_at", "brand", "month"),
        new("-published_at", "brand", "platform", "content_type"),
        new("-published_at", "brand", "hashtag"),
        new("-published_at", "platform", "q"),
        new("-likes"),
        new("-comments"),
        new("-shares"),
        new("-views"),
        new("-saves"),
        new("-engagement_rate"),
        new("-likes", "platform"),
        new("-likes", "author"),
        new("-likes", "brand"),
        new("-likes", "category"),
        new("-likes", "hashtag"),
        new("-likes", "q"),
        new("-likes", "month"),
        new("-likes", "brand", "month"),
    ];

    public override string ToString() => string.Join(" ", new[] { $"sort={Sort}" }.Concat(Filters));

    public ListQuery Next(Random random)
    {
        Dictionary<string, object> values = [];
        foreach (string filter in Filters)
        {
            Draw(filter, random, values);
        }

        ListQuery query = ListQuery.Of(PostListing.Posts, values, ListQuery.DefaultLimit);
        return query with { Order = new ListOrder(Sort.TrimStart('-'), Sort.StartsWith('-')) };
    }

    public static string Path(ListQuery query)
    {
        string sort = (query.Order.IsDescending ? "-" : "") + query.Order.Sort;
        return $"/api/v1/posts?sort={sort}" + string.Concat(query.Filters.Select(
            filter => $"&{filter.Key}={Uri.EscapeDataString(Text(filter.Value))}"));
    }

    private static string Text(object value) => value is DateTimeOffset time
        ? time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
        : value.ToString()!;

    // Half of the values come as often as they are in the posts, half as often as each other.
    private static void Draw(string filter, Random random, Dictionary<string, object> values)
    {
        int Skewed(int count, double power) =>
            (int)(count * (random.Next(2) == 0 ? Math.Pow(random.NextDouble(), power) : random.NextDouble()));
        switch (filter)
        {
            case "platform":
                values[filter] = Platforms[random.Next(Platforms.Length)];
                break;
            case "author":
                values[filter] = $"author{Skewed(PostTable.Authors, 3)}";
                break;
            case "brand":
                values[filter] = $"brand{Skewed(PostTable.Brands, 3)}";
                break;
            case "competitor":
                values[filter] = $"competitor{Skewed(PostTable.Brands, 3) / 4}";
                break;
            case "category":
                values[filter] = $"category{random.Next(20)}";
                break;
            case "content_type":
                values[filter] = ContentTypes[random.Next(ContentTypes.Length)];
                break;
            case "hashtag":
                values[filter] = $"tag{Skewed(PostTable.Hashtags, 4)}";
                break;
            case "q":
                values[filter] = WordQuery.TryParse($"w{Skewed(PostTable.Words, 4)}")!;
                break;
            case "q2":
                values["q"] = WordQuery.TryParse($"w{Skewed(PostTable.Words, 4)} w{Skewed(PostTable.Words, 4)}")!;
                break;
            case "crawl_id":
                values[filter] = Guid.Parse($"00000000-0000-4000-8000-{random.Next(1000):D12}");
                break;
            default:
                DateTimeOffset from = Newest.AddDays(-random.Next(30, Days));
                values["from"] = from;
                values["to"] = from.AddDays(30);
                break;
        }
    }
}
