namespace Ingestion.Core.Platforms;

/// <summary>Why a platform did not do what it was asked.</summary>
/// <param name="Fault">What follows from it.</param>
/// <param name="Reason">What was asked and what the platform's code for it is: <c>tiktok token refresh: invalid_grant</c>. No secret.</param>
/// <param name="RetryAfter">How long it wants to be left alone; null when it does not say.</param>
internal sealed record PlatformFailure(PlatformFault Fault, string Reason, TimeSpan? RetryAfter = null);
