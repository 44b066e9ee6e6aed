namespace Ingestion.Core.Crawls;

/// <summary>Why something did not work.</summary>
/// <param name="ErrorCode">A code of <see cref="Errors.ErrorCodes"/>, for example <c>POLLING_TIMEOUT</c>.</param>
/// <param name="Message">What failed, on what id; no secret.</param>
public sealed record Failure(string ErrorCode, string Message);
