namespace Ingestion.Core.Crawls;

/// <summary>That a crawl is to end because a step gave up.</summary>
/// <param name="CrawlId">The crawl.</param>
/// <param name="Stage">A value of <see cref="Stages"/>.</param>
/// <param name="ErrorCode">A code of <see cref="Errors.ErrorCodes"/>. The time-out codes end the crawl as <c>timed_out</c>.</param>
/// <param name="Message">What failed; a leading <c>CODE: </c> of an exception's message is dropped.</param>
public sealed record CrawlFailure(Guid CrawlId, string Stage, string ErrorCode, string Message);
