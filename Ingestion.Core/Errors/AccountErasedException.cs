namespace Ingestion.Core.Errors;

/// <summary>An account is to be connected whose holder was erased.</summary>
/// <param name="platform">The platform; the message does not say who it is.</param>
public sealed class AccountErasedException(string platform)
    : TerminalIngestionException(
        ErrorCodes.AccountErased,
        $"this account of {platform} was erased at its holder's request, and is not collected any more",
        innerException: null);
