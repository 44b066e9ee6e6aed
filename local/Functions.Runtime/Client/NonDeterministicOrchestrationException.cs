namespace DurableTask.Core.Exceptions;

/// <summary>An orchestrator did something else at replay than what its history says. The message names the step.</summary>
/// <remarks>Mirrors
/// https://learn.microsoft.com/dotnet/api/durabletask.core.exceptions.nondeterministicorchestrationexception.</remarks>
public class NonDeterministicOrchestrationException : InvalidOperationException
{
    /// <summary>An exception without a message of its own.</summary>
    public NonDeterministicOrchestrationException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public NonDeterministicOrchestrationException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public NonDeterministicOrchestrationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
