namespace Ingestion.Core.Errors;

/// <summary>
/// A snapshot download was cut off, stalled or too slow; nothing was committed and the next attempt starts over.
/// </summary>
/// <param name="message">What failed, on what id; no secret.</param>
/// <param name="innerException">The exception of the library below, when there is one.</param>
public sealed class DownloadInterruptedException(string message, Exception? innerException = null)
    : TransientIngestionException(ErrorCodes.DownloadInterrupted, message, innerException);
