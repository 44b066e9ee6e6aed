using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ingestion.Core.Crawls;

/// <summary>
/// The order as canonical JSON (column <c>crawl_params</c>) and its hash, which tells a repeated body from another.
/// </summary>
internal static class CrawlParameters
{
    private static readonly JsonSerializerOptions Wire = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static (string Json, byte[] Hash) Of(CrawlRequest request)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(request, Wire);
        return (System.Text.Encoding.UTF8.GetString(json), SHA256.HashData(json));
    }
}
