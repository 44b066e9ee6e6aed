using Ingestion.Functions.Http;

namespace Ingestion.Functions.Replay;

/// <summary>Answer to a replay of dead letters; an operator reads `{"replayed","still_open"}` at its instance.</summary>
internal sealed record ReplayStartedBody : ManagedBody
{
    public ReplayStartedBody(StatusLink link)
        : base(link)
    {
    }

    public string Status { get; } = "success";

    public string Message { get; } = "Replay started; status_url shows what is still open";
}
