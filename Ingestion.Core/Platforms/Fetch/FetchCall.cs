using System.Text.Json;
using Ingestion.Core.Limits;

namespace Ingestion.Core.Platforms.Fetch;

/// <summary>One call of a connector.</summary>
/// <param name="Endpoint">Its name in the platform's limits, such as <c>videos.list</c>.</param>
/// <param name="Address">The platform's own address; the access token is added by the session.</param>
internal sealed record FetchCall(string Endpoint, Uri Address)
{
    /// <summary>What it costs at most: quota units at YouTube, resources that it can return at X, else 1.</summary>
    public int Units { get; init; } = 1;

    /// <summary>Sent as JSON with POST; null sends GET.</summary>
    public object? Body { get; init; }

    /// <summary>Headers beside Authorization: <c>LinkedIn-Version</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The resources of a good answer that the platform bills by the piece; null when it does not.</summary>
    public Func<JsonElement, IReadOnlyCollection<BilledResource>>? Billed { get; init; }

    /// <summary>Where the token goes when not into <c>Authorization: Bearer</c>: the name of a query parameter.</summary>
    public string? TokenParameter { get; init; }
}
