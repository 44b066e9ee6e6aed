namespace Ingestion.Core.Errors;

/// <summary>
/// The provider gave no usable answer: 5xx, a reset, a time-out, an open circuit or an answer that cannot be read. The outcome
/// of a call that changes something is unknown.
/// </summary>
/// <param name="errorCode">One of <see cref="ErrorCodes"/>: <c>BRIGHTDATA_UNAVAILABLE</c>, <c>BRIGHTDATA_TIMEOUT</c> or
/// <c>BRIGHTDATA_UNEXPECTED_RESPONSE</c>.</param>
/// <param name="message">What failed, on what id; no secret and at most 512 bytes of provider text.</param>
/// <param name="innerException">The exception of the library below, when there is one.</param>
public sealed class ProviderUnavailableException(string errorCode, string message, Exception? innerException = null)
    : TransientIngestionException(errorCode, message, innerException);
