using Ingestion.Core.Persistence;

namespace Ingestion.Core.Replay;

/// <summary>Which open dead letters are meant: those named, or all that fit every filter. At least one member is given.</summary>
public sealed record DeadLetterSelection
{
    /// <summary>At most this many ids may be named.</summary>
    public const int MaxIds = 1000;

    /// <summary>Their ids; null for all that fit the other members.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }

    /// <summary>A code such as <c>INVALID_DATE</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The provider's dataset.</summary>
    public string? DatasetId { get; init; }

    /// <summary>The crawl.</summary>
    public Guid? CrawlId { get; init; }

    /// <summary>What the caller sees. Default: all, as of replays that an older version started.</summary>
    public Scope Scope { get; init; } = Scope.All;
}
