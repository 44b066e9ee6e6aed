namespace Ingestion.Core.Accounts.Connect;

/// <summary>How a sign-in ended.</summary>
/// <param name="Owner">Whose accounts it was about; null when the state was not good.</param>
/// <param name="AccountIds">The accounts that it opened; empty with an error.</param>
/// <param name="ErrorCode">Why there are none; null when there are.</param>
/// <param name="Message">The same in words, without secrets.</param>
public sealed record ConnectResult(string? Owner, IReadOnlyList<Guid> AccountIds, string? ErrorCode = null, string? Message = null);
