using Ingestion.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Replay;

/// <summary>Answer to a replay of dead letters; its output will be `{"replayed","still_open"}`.</summary>
internal sealed record ReplayStartedBody : ManagedBody
{
    public ReplayStartedBody(HttpManagementPayload urls)
        : base(urls)
    {
    }

    public string Status { get; } = "success";

    public string Message { get; } = "Replay started; statusQueryGetUri tells how it goes";
}
