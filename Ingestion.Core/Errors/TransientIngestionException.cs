namespace Ingestion.Core.Errors;

/// <summary>A failure that time may cure: a durable retry of the same step with the same input is safe and sensible.</summary>
public abstract class TransientIngestionException : IngestionException
{
    private protected TransientIngestionException(string errorCode, string message, Exception? innerException)
        : base(errorCode, message, innerException)
    {
    }
}
