using System.Text.Json.Serialization;

namespace Ingestion.Bench.Http;

/// <summary>The bare server's request: the fields that the benchmark sends.</summary>
internal sealed record BareOrder(
    [property: JsonPropertyName("dataset_id")] string DatasetId,
    [property: JsonPropertyName("platform")] string Platform,
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("num_of_posts")] int NumOfPosts);

/// <summary>The bare server's answer: the row.</summary>
internal sealed record BareCrawl(
    Guid CrawlId, string DatasetId, string Platform, string Url, int NumOfPosts, string Status, DateTime CreatedAt);
