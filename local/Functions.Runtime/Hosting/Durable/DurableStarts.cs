using System.Text.Json;
using Functions.Runtime.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Runtime.Hosting;

/// <summary>Starts and restarts instances and raises their events over HTTP.</summary>
internal sealed class DurableStarts(DurableTaskClient client, FunctionRegistry registry, ManagementUrls urls, DurableInstances instances, TimeProvider clock)
{
    private const string JsonType = "application/json";
    private const string BadJson = "Invalid JSON content";

    /// <summary>POST /orchestrators/{name}[/{id}].</summary>
    public async Task StartAsync(HttpContext http)
    {
        string name = (string)http.Request.RouteValues["functionName"]!;
        if (!registry.Orchestrators.ContainsKey(name))
        {
            await DurableAnswer.Error(
                http, StatusCodes.Status400BadRequest, $"The function '{name}' doesn't exist, is disabled, or is not an orchestrator function.");
            return;
        }

        if (await BodyAsync(http) is not { IsJson: true } body)
        {
            await DurableAnswer.Error(http, StatusCodes.Status400BadRequest, BadJson);
            return;
        }

        string? id = http.Request.RouteValues["instanceId"] as string;
        string started = await client.ScheduleNewOrchestrationInstanceAsync(
            name, body.Value, new StartOrchestrationOptions(id), http.RequestAborted);
        await AnswerAsync(http, started);
    }

    /// <summary>POST /instances/{id}/restart.</summary>
    public async Task RestartAsync(HttpContext http)
    {
        string id = http.Id();
        try
        {
            string started = await client.RestartAsync(id, http.Request.Flag("restartWithNewInstanceId", otherwise: true), http.RequestAborted);
            await AnswerAsync(http, started);
        }
        catch (ArgumentException)
        {
            await DurableAnswer.Error(http, StatusCodes.Status400BadRequest, "InstanceId does not match a valid orchestration instance.");
        }
        catch (InvalidOperationException fault) when (!DatabaseFaults.IsUnavailable(fault))
        {
            await DurableAnswer.Error(http, StatusCodes.Status409Conflict, "A non-terminal instance with this instance ID already exists.");
        }
    }

    /// <summary>POST /instances/{id}/raiseEvent/{eventName}.</summary>
    public async Task RaiseEventAsync(HttpContext http)
    {
        string id = http.Id();
        OrchestrationMetadata? instance = await client.GetInstanceAsync(id, http.RequestAborted);
        if (instance is null or { IsCompleted: true })
        {
            await DurableAnswer.Empty(http, instance is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone);
            return;
        }

        string? type = http.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, JsonType, StringComparison.OrdinalIgnoreCase))
        {
            await DurableAnswer.Error(http, StatusCodes.Status400BadRequest, "Only application/json request content is supported");
            return;
        }

        if (await BodyAsync(http) is not { IsJson: true } body)
        {
            await DurableAnswer.Error(http, StatusCodes.Status400BadRequest, BadJson);
            return;
        }

        string eventName = (string)http.Request.RouteValues["eventName"]!;
        await client.RaiseEventAsync(id, eventName, body.Value, http.RequestAborted);
        await DurableAnswer.Empty(http, StatusCodes.Status202Accepted);
    }

    /// <summary>With <c>?timeout=seconds</c> waits so long for the end and answers with its output; else 202 at once.</summary>
    private async Task AnswerAsync(HttpContext http, string id)
    {
        if (http.Request.Seconds("timeout") is not { } timeout || http.Request.Seconds("pollingInterval") is null)
        {
            await DurableAnswer.Started(http, urls.For(id, null));
            return;
        }

        OrchestrationMetadata? ended = await WaitAsync(id, timeout, http.RequestAborted);
        switch (ended?.RuntimeStatus)
        {
            case null:
                await DurableAnswer.Started(http, urls.For(id, null));
                break;
            case OrchestrationRuntimeStatus.Completed:
                await DurableAnswer.Json(http, StatusCodes.Status200OK, json => json.WriteRawValue(ended.SerializedOutput ?? "null"));
                break;
            default:
                http.Request.RouteValues["instanceId"] = id;
                await instances.ReadAsync(http);
                break;
        }
    }

    private async Task<OrchestrationMetadata?> WaitAsync(string id, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The body as JSON; nothing is JSON too.</summary>
    private static async Task<(bool IsJson, object? Value)> BodyAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        string text = await reader.ReadToEndAsync(http.RequestAborted);
        if (string.IsNullOrWhiteSpace(text))
        {
            return (true, null);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement value = document.RootElement.Clone();
            await using Utf8JsonWriter writer = new(Stream.Null);
            value.WriteTo(writer);
            return (true, value.ValueKind is JsonValueKind.Null ? null : value);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The parser accepts the escape of half a surrogate pair, the writer does not.
            return (false, null);
        }
    }
}
