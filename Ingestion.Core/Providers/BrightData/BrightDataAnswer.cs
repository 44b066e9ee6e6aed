using System.Net;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>One answer, or the reason why there was no call. Text never holds the API key.</summary>
internal sealed record BrightDataAnswer
{
    /// <summary>Set when the rate budget refused the call or the provider answered 429.</summary>
    public TimeSpan? RateLimitedFor { get; init; }

    public HttpStatusCode StatusCode { get; init; }

    public string? MediaType { get; init; }

    /// <summary>The whole body (not for an open download), with the API key blanked out.</summary>
    public string Text { get; init; } = "";

    /// <summary>True when the body was cut at the largest size read into memory.</summary>
    public bool IsCut { get; init; }

    /// <summary>The provider's own error header, when sent.</summary>
    public string? ErrorHeader { get; init; }

    /// <summary>The provider's wish, from <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The open answer of a successful download; whoever gets it disposes it.</summary>
    public HttpResponseMessage? Download { get; init; }

    public bool IsSuccess => (int)StatusCode is >= 200 and < 300;

    public bool IsServerError => (int)StatusCode >= 500;
}
