namespace Ingestion.Core.Limits;

/// <summary>What a platform answered, as far as its limits are concerned.</summary>
internal sealed record LimitReport
{
    /// <summary>HTTP status; null when no answer came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The answer is a refusal because of a limit, by whatever status or code the platform says so.</summary>
    public bool IsRateLimited { get; init; }

    /// <summary>
    /// The platform's own code of the refusal where it has several: <c>quotaExceeded</c>, <c>usage-capped</c>, Meta's <c>4</c>. Null when
    /// it has none.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>
    /// The answer's headers, found by name without regard to case: <c>x-rate-limit-reset</c>, <c>X-App-Usage</c>. Those that no limit is
    /// told by may be left out. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The header's wait; null when none was sent.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the platform bills by the piece: the posts and users of an answer of X. Default none.</summary>
    public IReadOnlyCollection<BilledResource> Billed { get; init; } = [];
}
