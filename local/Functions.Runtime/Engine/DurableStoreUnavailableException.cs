namespace Functions.Runtime.Engine;

/// <summary>The durable runtime's database does not answer. Transient: whether the call had an effect is not known, so repeat
/// it with the same instance id.</summary>
public sealed class DurableStoreUnavailableException : Exception
{
    /// <summary>An exception with its cause.</summary>
    public DurableStoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
