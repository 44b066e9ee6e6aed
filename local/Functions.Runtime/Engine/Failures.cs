using System.Globalization;
using Microsoft.DurableTask;

namespace Functions.Runtime.Engine;

/// <summary>Failures that the engine itself finds.</summary>
internal static class Failures
{
    public static TaskFailureDetails UnknownOrchestrator(string name, FunctionRegistry registry) =>
        Unknown("orchestrator", name, registry.Orchestrators.Keys);

    public static TaskFailureDetails UnknownActivity(string name, FunctionRegistry registry) =>
        Unknown("activity", name, registry.Activities.Keys);

    public static TaskFailureDetails InvalidAwait() =>
        TaskFailureDetails.FromException(new InvalidOperationException(OrchestrationRun.InvalidAwait));

    public static TaskFailureDetails PoisonInstance(ClaimedInstance instance) =>
        Poison("PoisonInstance", $"instance '{instance.Id}'", instance.Attempts);

    public static TaskFailureDetails PoisonActivity(ClaimedActivity activity) =>
        Poison("PoisonActivity", $"activity '{activity.Name}'", activity.Attempts);

    public static TaskFailureDetails TimedOut(string name, TimeSpan limit) => new(
        typeof(TimeoutException).FullName!,
        string.Create(CultureInfo.InvariantCulture, $"Timeout value of {limit:c} exceeded by function '{name}'."),
        null,
        null,
        null);

    private static TaskFailureDetails Unknown(string kind, string name, IEnumerable<string> known) => new(
        typeof(InvalidOperationException).FullName!,
        $"There is no {kind} function with the name '{name}' in this host. It has: "
            + string.Join(", ", known.Order(StringComparer.OrdinalIgnoreCase)) + ".",
        null,
        null,
        null);

    private static TaskFailureDetails Poison(string type, string what, int attempts) => new(
        type,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The {what} was given up: its host died {attempts} times while it was being processed."),
        null,
        null,
        null);
}
