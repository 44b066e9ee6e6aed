namespace Simulators.BrightData.Jobs;

/// <summary>An accepted trigger: the query string and the inputs. It is what the journal keeps of a job.</summary>
internal sealed record TriggerRequest
{
    public required string DatasetId { get; init; }

    /// <summary>Each input as the JSON text that was sent.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    public IReadOnlyList<string> CustomInputFields { get; init; } = [];

    public string? DiscoverBy { get; init; }

    public bool IncludeErrors { get; init; }

    public string? Format { get; init; }

    public string? Notify { get; init; }

    public string? Endpoint { get; init; }

    public string? AuthHeader { get; init; }

    public bool UncompressedWebhook { get; init; }

    public long? LimitPerInput { get; init; }

    public long? LimitTotal { get; init; }

    /// <summary>Job faults drawn from the simulator's rules when the job was accepted.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
