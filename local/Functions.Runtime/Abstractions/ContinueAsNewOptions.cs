namespace Microsoft.DurableTask;

/// <summary>How an orchestration starts anew.</summary>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.continueasnewoptions.</remarks>
public class ContinueAsNewOptions
{
    /// <summary>The input of the next execution.</summary>
    public object? NewInput { get; set; }

    /// <summary>Whether events that were not waited for are kept for the next execution. Default true.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;
}
