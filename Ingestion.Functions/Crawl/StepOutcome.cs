namespace Ingestion.Functions.Crawl;

/// <summary>What the orchestrator does after a step.</summary>
internal enum StepOutcome
{
    /// <summary>Go on with the next step.</summary>
    Next,

    /// <summary>The crawl is over; the step has recorded its state and its event.</summary>
    Ended,

    /// <summary>A cancellation was requested; it is carried out now.</summary>
    Cancelled,

    /// <summary>Start again from the checkpoint with an empty history.</summary>
    ContinueAsNew,
}
