namespace Ingestion.Core.Errors;

/// <summary>
/// A failure of the pipeline itself. <see cref="Exception.Message"/> reads <c>CODE: what failed, on what id</c>, for example
/// <c>BRIGHTDATA_UNAVAILABLE: progress of snapshot sd_abc answered 503</c>: the code survives a boundary that carries only the
/// type name and the message, and <see cref="ErrorCodes.FromMessage"/> reads it back.
/// </summary>
public abstract class IngestionException : Exception
{
    private protected IngestionException(string errorCode, string message, Exception? innerException)
        : base($"{errorCode}: {message}", innerException) => ErrorCode = errorCode;

    /// <summary>One of <see cref="ErrorCodes"/>, for example <c>BRIGHTDATA_UNAVAILABLE</c>.</summary>
    public string ErrorCode { get; }
}
