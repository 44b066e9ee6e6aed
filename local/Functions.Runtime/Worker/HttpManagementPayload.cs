namespace Microsoft.Azure.Functions.Worker;

/// <summary>The URLs by which one orchestration instance is watched and steered over HTTP.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.httpmanagementpayload"/>. Every property may be null.</remarks>
public class HttpManagementPayload
{
    /// <summary>The instance id.</summary>
    public string? Id { get; internal set; }

    /// <summary>GET: the instance's status.</summary>
    public string? StatusQueryGetUri { get; internal set; }

    /// <summary>POST: raises an event; <c>{eventName}</c> is to be replaced.</summary>
    public string? SendEventPostUri { get; internal set; }

    /// <summary>POST: terminates the instance; <c>{text}</c> is the reason.</summary>
    public string? TerminatePostUri { get; internal set; }

    /// <summary>Always null: the worker gives none.</summary>
    public string? RewindPostUri { get; internal set; }

    /// <summary>DELETE: removes the history of a finished instance.</summary>
    public string? PurgeHistoryDeleteUri { get; internal set; }

    /// <summary>Always null: the worker gives none.</summary>
    public string? RestartPostUri { get; internal set; }

    /// <summary>POST: suspends the instance; <c>{text}</c> is the reason.</summary>
    public string? SuspendPostUri { get; internal set; }

    /// <summary>POST: resumes the instance; <c>{text}</c> is the reason.</summary>
    public string? ResumePostUri { get; internal set; }
}
