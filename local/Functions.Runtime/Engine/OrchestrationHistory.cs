using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Functions.Runtime.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Runtime.Engine;

/// <summary>Reads history in the form of the Durable HTTP API. Start and end of an instance come from its row.</summary>
internal sealed class OrchestrationHistory(InstanceQueries queries, HistoryPages pages) : IOrchestrationHistory
{
    public async Task<JsonArray?> ReadAsync(string instanceId, bool withOutputs, CancellationToken ct)
    {
        OrchestrationMetadata? instance = await queries.GetAsync(instanceId, withPayloads: true, ct);
        if (instance is null || await queries.SourceKeyAsync(instanceId, ct) is not { } key)
        {
            return null;
        }

        JsonArray events = [new JsonObject
        {
            ["EventType"] = "ExecutionStarted",
            ["Timestamp"] = Text(instance.CreatedAt.UtcDateTime),
            ["FunctionName"] = instance.Name,
        }];
        Dictionary<int, HistoryEvent> asked = [];
        await foreach (List<HistoryEvent> checkpoint in pages.ReadAsync(key, ct))
        {
            Add(events, checkpoint, asked, withOutputs);
        }

        if (instance.IsCompleted)
        {
            events.Add(End(instance, withOutputs));
        }

        return events;
    }

    private static void Add(
        JsonArray events, List<HistoryEvent> checkpoint, Dictionary<int, HistoryEvent> asked, bool withOutputs)
    {
        DateTime now = checkpoint[0].At;
        foreach (HistoryEvent step in checkpoint)
        {
            switch (step.Kind)
            {
                case EventKind.TaskScheduled or EventKind.SubOrchestrationCreated or EventKind.TimerCreated:
                    asked[step.TaskId] = step with { At = step.Kind == EventKind.TimerCreated ? step.At : now };
                    break;
                case EventKind.EventSent:
                    events.Add(Row("EventSent", now, null, step.Name));
                    break;
                case EventKind.EpisodeStarted:
                    break;
                default:
                    asked.Remove(step.TaskId, out HistoryEvent? cause);
                    events.Add(Result(step, cause, withOutputs));
                    break;
            }
        }
    }

    private static JsonObject Result(HistoryEvent step, HistoryEvent? cause, bool withOutputs)
    {
        JsonObject row = Row(step.Kind.ToString(), step.At, cause?.At, step.Name ?? cause?.Name);
        switch (step.Kind)
        {
            case EventKind.TimerFired:
                row["FireAt"] = cause is null ? null : Text(cause.At);
                row.Remove("ScheduledTime");
                break;
            case EventKind.EventRaised:
                row["Name"] = step.Name;
                row["Input"] = withOutputs ? Json(step.Payload) : null;
                row.Remove("FunctionName");
                break;
            case EventKind.TaskFailed or EventKind.SubOrchestrationFailed:
                TaskFailureDetails failure = FailureJson.Read(step.Payload);
                row["Reason"] = failure.ErrorMessage;
                row["Details"] = withOutputs ? failure.ToString() : null;
                break;
            default:
                if (withOutputs)
                {
                    row["Result"] = Json(step.Payload);
                }

                break;
        }

        return row;
    }

    private static JsonObject End(OrchestrationMetadata instance, bool withOutputs)
    {
        bool terminated = instance.RuntimeStatus == OrchestrationRuntimeStatus.Terminated;
        JsonObject row = Row(
            terminated ? "ExecutionTerminated" : "ExecutionCompleted", instance.LastUpdatedAt.UtcDateTime, null, null);
        row["OrchestrationStatus"] = instance.RuntimeStatus.ToString();
        if (withOutputs)
        {
            row["Result"] = instance.FailureDetails is { } failure ? failure.ToString() : Json(instance.SerializedOutput);
        }

        return row;
    }

    private static JsonObject Row(string type, DateTime at, DateTime? scheduledAt, string? function)
    {
        var row = new JsonObject { ["EventType"] = type, ["Timestamp"] = Text(at) };
        if (function is not null)
        {
            row["FunctionName"] = function;
        }

        if (scheduledAt is { } time)
        {
            row["ScheduledTime"] = Text(time);
        }

        return row;
    }

    private static JsonNode? Json(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return json;
        }
    }

    private static string Text(DateTime time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
