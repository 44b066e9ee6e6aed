namespace DurableTask.Core.Exceptions;

/// <summary>An instance of the wanted id exists and has not finished.</summary>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/durabletask.core.exceptions.orchestrationalreadyexistsexception.</remarks>
public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    /// <summary>An exception without a message of its own.</summary>
    public OrchestrationAlreadyExistsException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
