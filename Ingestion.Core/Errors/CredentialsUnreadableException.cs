namespace Ingestion.Core.Errors;

/// <summary>
/// Stored credentials cannot be opened, or new ones not sealed: the keys are missing, or the stored bytes are not what was written.
/// </summary>
/// <param name="errorCode">One of <see cref="ErrorCodes"/>: <c>CREDENTIAL_KEYS_MISSING</c>, <c>CREDENTIAL_KEY_UNKNOWN</c> or
/// <c>CREDENTIALS_DAMAGED</c>.</param>
/// <param name="message">What failed, on what id; no secret.</param>
/// <param name="innerException">The exception of the library below, when there is one.</param>
public sealed class CredentialsUnreadableException(string errorCode, string message, Exception? innerException = null)
    : TerminalIngestionException(errorCode, message, innerException)
{
    internal static CredentialsUnreadableException Damaged(Guid subject, string column, Exception? innerException) => new(
        ErrorCodes.CredentialsDamaged, $"{column} of {subject} is not what was written there", innerException);
}
