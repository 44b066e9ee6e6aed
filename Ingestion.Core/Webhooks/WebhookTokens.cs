using System.Security.Cryptography;
using System.Text;
using Ingestion.Core.Registration;

namespace Ingestion.Core.Webhooks;

/// <summary>
/// The provider's callback of each crawl: its URL, and the <c>Authorization</c> value that only the provider was given. The
/// value is an HMAC of the crawl id, so nothing is stored and a token of one crawl opens no other.
/// </summary>
/// <param name="settings">PUBLIC_BASE_URL and WEBHOOK_SECRET.</param>
public sealed class WebhookTokens(IngestionSettings settings)
{
    private const string Scheme = "Bearer ";

    /// <summary>The header value, <c>Bearer </c> and 64 hex digits; null when no WEBHOOK_SECRET is set.</summary>
    /// <param name="crawlId">The crawl.</param>
    public string? For(Guid crawlId) => settings.WebhookSecret is { } secret
        ? Scheme + Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(crawlId.ToString("D"))))
        : null;

    /// <summary>Where the provider calls when it is done; null when no PUBLIC_BASE_URL is set.</summary>
    /// <param name="crawlId">The crawl.</param>
    public Uri? NotifyUrlFor(Guid crawlId) => settings.PublicBaseUrl is { } address
        ? new Uri($"{address.AbsoluteUri.TrimEnd('/')}/api/v1/crawl/{crawlId:D}/notify")
        : null;

    /// <summary>Compares a received header with the crawl's own, in a time that does not depend on where they differ.</summary>
    /// <param name="crawlId">The crawl named in the URL.</param>
    /// <param name="authorizationHeader">What was sent; null counts as wrong.</param>
    public bool IsValid(Guid crawlId, string? authorizationHeader) =>
        For(crawlId) is { } expected
        && authorizationHeader is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(authorizationHeader));
}
