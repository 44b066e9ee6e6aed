namespace Ingestion.Core.Errors;

/// <summary>A failure that no retry cures: somebody has to change a setting, a request or a permission first.</summary>
public abstract class TerminalIngestionException : IngestionException
{
    private protected TerminalIngestionException(string errorCode, string message, Exception? innerException)
        : base(errorCode, message, innerException)
    {
    }
}
