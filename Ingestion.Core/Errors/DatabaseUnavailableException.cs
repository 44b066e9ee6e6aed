namespace Ingestion.Core.Errors;

/// <summary>PostgreSQL does not answer, is starting or shutting down, or has no connection left.</summary>
/// <param name="message">What failed, on what id; no secret.</param>
/// <param name="innerException">The exception of the library below, when there is one.</param>
public sealed class DatabaseUnavailableException(string message, Exception? innerException = null)
    : TransientIngestionException(ErrorCodes.DatabaseUnavailable, message, innerException);
