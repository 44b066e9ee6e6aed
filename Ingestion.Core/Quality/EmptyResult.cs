namespace Ingestion.Core.Quality;

/// <summary>What it means that a crawl stored nothing.</summary>
public enum EmptyResult
{
    /// <summary>The provider says that there is nothing: an answer, not a failure. On the wire <c>true_empty</c>.</summary>
    TrueEmpty,

    /// <summary>The provider could not read what was asked for. On the wire <c>failed</c>.</summary>
    Failed,

    /// <summary>There may be something that we did not get or could not use. On the wire <c>unknown</c>.</summary>
    Unknown,
}
