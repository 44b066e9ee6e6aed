using System.Text.Json.Serialization;

namespace Ingestion.Functions.Http;

/// <summary>
/// An answer that says where the work goes on. An operator's has Durable's management payload as well, under the names that
/// Durable's own answers use.
/// </summary>
internal abstract record ManagedBody(StatusLink Link)
{
    [JsonIgnore]
    public StatusLink Link { get; } = Link;

    public string StatusUrl => Link.StatusUrl;

    [JsonPropertyName("id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InstanceId => Link.Durable?.Id;

    [JsonPropertyName("statusQueryGetUri")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StatusQueryGetUri => Link.Durable?.StatusQueryGetUri;

    [JsonPropertyName("sendEventPostUri")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SendEventPostUri => Link.Durable?.SendEventPostUri;

    [JsonPropertyName("terminatePostUri")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TerminatePostUri => Link.Durable?.TerminatePostUri;

    [JsonPropertyName("purgeHistoryDeleteUri")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PurgeHistoryDeleteUri => Link.Durable?.PurgeHistoryDeleteUri;

    [JsonPropertyName("suspendPostUri")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SuspendPostUri => Link.Durable?.SuspendPostUri;

    [JsonPropertyName("resumePostUri")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResumePostUri => Link.Durable?.ResumePostUri;
}
