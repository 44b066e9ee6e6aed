namespace Ingestion.Core.Trigger;

/// <summary>
/// Stops a paid call from inside the provider's client, right before it is sent. Never leaves <see cref="PaidCall"/>.
/// </summary>
public sealed class CallNotSentException : Exception;
