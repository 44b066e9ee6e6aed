namespace Ingestion.Core.Limits;

/// <summary>A call that has ended and is not written yet.</summary>
/// <param name="Answer">What came of it.</param>
/// <param name="Written">Who waits until it is; null: nobody.</param>
internal sealed record EndedCall(LimitAnswer Answer, TaskCompletionSource? Written);
