namespace Ingestion.Core.Accounts.Connect;

/// <summary>How a sign-in began.</summary>
/// <param name="AuthorizationUrl">Where a browser is sent; null with an error.</param>
/// <param name="ExpiresAt">Until when it has to come back.</param>
/// <param name="ErrorCode">Why there is none; null when there is.</param>
/// <param name="Message">The same in words.</param>
public sealed record ConnectStart(Uri? AuthorizationUrl, DateTimeOffset? ExpiresAt, string? ErrorCode = null, string? Message = null);
