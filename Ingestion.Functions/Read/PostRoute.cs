using Ingestion.Core.Providers.BrightData;
using Ingestion.Functions.Http;

namespace Ingestion.Functions.Read;

/// <summary>The post that a route names.</summary>
internal sealed record PostRoute(string Platform, string PostId)
{
    private const int MaxIdLength = 512;

    public IReadOnlyDictionary<string, object> Filters =>
        new Dictionary<string, object> { ["platform"] = Platform, ["post_id"] = PostId };

    /// <summary>Reads both parts of the path, and notes what is faulty.</summary>
    public static PostRoute Read(string platform, string postId, QueryReader parameters)
    {
        // The router leaves an escaped slash as it is.
        string id = postId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        string? known = PlatformHosts.Normalize(platform);
        if (known is null)
        {
            parameters.Fail("platform", $"must be one of {string.Join(", ", PlatformHosts.Platforms)}");
        }

        if (id.Length > MaxIdLength || id.Contains('\0', StringComparison.Ordinal))
        {
            parameters.Fail("id", $"must be at most {MaxIdLength} characters without NUL");
        }

        return new PostRoute(known ?? platform, id);
    }
}
