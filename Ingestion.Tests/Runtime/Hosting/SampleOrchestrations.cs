using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Ingestion.Tests.Runtime.Hosting;

/// <summary>Orchestrations, their activities and a starter, as an application writes them.</summary>
public sealed class SampleOrchestrations
{
    [Function("Greet")]
    public static async Task<string> Greet([OrchestrationTrigger] TaskOrchestrationContext context, string name)
    {
        context.SetCustomStatus(new { Stage = "greeting" });
        return await context.CallActivityAsync<string>("SayHello", new Greeting(name, 2));
    }

    [Function("WaitsForGo")]
    public static async Task<int> WaitsForGo([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.WaitForExternalEvent<int>("go");

    [Function("Fails")]
    public static async Task Fails([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.CallActivityAsync("Breaks");

    [Function("SayHello")]
    public Task<string> SayHello(
        [ActivityTrigger] Greeting greeting, [DurableClient] DurableTaskClient client, FunctionContext context, string instanceId) =>
        Task.FromResult(string.Concat(
            Enumerable.Repeat($"Hello {greeting.Name} ", greeting.Times))
            + $"{context.FunctionDefinition.Name} {client.CreateHttpManagementPayload(instanceId).Id == instanceId}");

    [Function("Breaks")]
    public static void Breaks([ActivityTrigger] object? input) => throw new InvalidOperationException($"broken{input}");

    [Function("Start")]
    public static async Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{name}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string name,
        CancellationToken cancellationToken)
    {
        string id = await client.ScheduleNewOrchestrationInstanceAsync(name, cancellation: cancellationToken);
        return Results.Json(client.CreateHttpManagementPayload(id));
    }
}

/// <summary>Input of <c>SayHello</c>.</summary>
public sealed record Greeting(string Name, int Times);
