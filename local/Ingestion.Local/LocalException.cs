namespace Ingestion.Local;

/// <summary>A fault that the person at the terminal can cure: the message says what failed and what to do, no stack is shown.</summary>
internal sealed class LocalException : Exception
{
    public LocalException(string message)
        : base(message)
    {
    }

    public LocalException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
