using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Runtime.Hosting;

/// <summary>The status of an instance as the durable HTTP API writes it.</summary>
internal static class DurableStatusJson
{
    /// <summary>Writes one status: keys in the official order, payloads as embedded JSON.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="instance">The instance, with its payloads.</param>
    /// <param name="showInput">Whether the input is shown; null stands for it otherwise.</param>
    /// <param name="history">Its history, or null for none.</param>
    public static void Write(Utf8JsonWriter json, OrchestrationMetadata instance, bool showInput, JsonArray? history)
    {
        json.WriteStartObject();
        json.WriteString("name", instance.Name);
        json.WriteString("instanceId", instance.InstanceId);
        json.WriteString("runtimeStatus", instance.RuntimeStatus.ToString());
        WritePayload(json, "input", showInput ? instance.SerializedInput : null);
        WritePayload(json, "customStatus", instance.SerializedCustomStatus);
        if (instance.FailureDetails is { } failure)
        {
            json.WriteString("output", OutputOf(failure));
        }
        else
        {
            WritePayload(json, "output", instance.SerializedOutput);
        }

        json.WriteString("createdTime", Time(instance.CreatedAt));
        json.WriteString("lastUpdatedTime", Time(instance.LastUpdatedAt));
        if (history is not null)
        {
            json.WritePropertyName("historyEvents");
            history.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static string OutputOf(TaskFailureDetails failure) => $"{failure.ErrorType}: {failure.ErrorMessage}";

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void WritePayload(Utf8JsonWriter json, string name, string? payload)
    {
        json.WritePropertyName(name);
        if (string.IsNullOrEmpty(payload))
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteRawValue(payload);
        }
    }
}
