namespace Ingestion.Core.Errors;

/// <summary>Blob storage does not answer, or answers 5xx.</summary>
/// <param name="message">What failed, on what id; no secret.</param>
/// <param name="innerException">The exception of the library below, when there is one.</param>
public sealed class StorageUnavailableException(string message, Exception? innerException = null)
    : TransientIngestionException(ErrorCodes.StorageUnavailable, message, innerException);
