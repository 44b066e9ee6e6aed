namespace Ingestion.Core.Errors;

/// <summary>
/// Blob storage refuses this service's identity or its configuration (401, 403, or an account or container that is switched
/// off).
/// </summary>
/// <param name="message">What failed, on what id; no secret.</param>
/// <param name="innerException">The exception of the library below, when there is one.</param>
public sealed class StorageRejectedException(string message, Exception? innerException = null)
    : TerminalIngestionException(ErrorCodes.StorageForbidden, message, innerException);
