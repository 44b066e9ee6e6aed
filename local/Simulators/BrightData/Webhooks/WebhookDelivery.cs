using Simulators.BrightData.Jobs;

namespace Simulators.BrightData.Webhooks;

/// <param name="Job">The job to tell of.</param>
/// <param name="Attempt">Repetitions so far.</param>
/// <param name="IsExtra">Whether it is the second of a doubled delivery.</param>
internal sealed record WebhookDelivery(Job Job, int Attempt, bool IsExtra);
