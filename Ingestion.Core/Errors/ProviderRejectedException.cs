namespace Ingestion.Core.Errors;

/// <summary>The provider understood the call and refuses it; repeating it gives the same answer.</summary>
/// <param name="errorCode">One of <see cref="ErrorCodes"/>: such as <c>BRIGHTDATA_UNAUTHORIZED</c> or
/// <c>BRIGHTDATA_VALIDATION_FAILED</c>.</param>
/// <param name="message">What failed, on what id; no secret and at most 512 bytes of provider text.</param>
/// <param name="innerException">The exception of the library below, when there is one.</param>
public sealed class ProviderRejectedException(string errorCode, string message, Exception? innerException = null)
    : TerminalIngestionException(errorCode, message, innerException);
