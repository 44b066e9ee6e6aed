using System.Text.Json.Serialization;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Http;

/// <summary>An answer that carries Durable's management payload, under the names that Durable's own answers use.</summary>
internal abstract record ManagedBody(HttpManagementPayload Urls)
{
    [JsonIgnore]
    public HttpManagementPayload Urls { get; } = Urls;

    [JsonPropertyName("id")]
    public string? InstanceId => Urls.Id;

    [JsonPropertyName("statusQueryGetUri")]
    public string? StatusQueryGetUri => Urls.StatusQueryGetUri;

    [JsonPropertyName("sendEventPostUri")]
    public string? SendEventPostUri => Urls.SendEventPostUri;

    [JsonPropertyName("terminatePostUri")]
    public string? TerminatePostUri => Urls.TerminatePostUri;

    [JsonPropertyName("purgeHistoryDeleteUri")]
    public string? PurgeHistoryDeleteUri => Urls.PurgeHistoryDeleteUri;

    [JsonPropertyName("suspendPostUri")]
    public string? SuspendPostUri => Urls.SuspendPostUri;

    [JsonPropertyName("resumePostUri")]
    public string? ResumePostUri => Urls.ResumePostUri;
}
