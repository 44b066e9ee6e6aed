namespace Ingestion.Core.Limits;

/// <summary>A call that waits for its decision.</summary>
internal sealed class WaitingAsk(LimitedCall call)
{
    internal LimitedCall Call => call;

    internal TaskCompletionSource<LimitDecision> Decision { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Nobody waits for the decision any more.</summary>
    internal bool IsGivenUp { get; set; }
}
