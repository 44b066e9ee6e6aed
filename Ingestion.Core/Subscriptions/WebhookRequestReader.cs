using Ingestion.Core.Accounts;
using Ingestion.Core.Crawls;

namespace Ingestion.Core.Subscriptions;

/// <summary>
/// Reads the bodies of <c>POST /api/v1/webhooks</c> and <c>PATCH /api/v1/webhooks/{id}</c> and reports every fault at once, by field.
/// </summary>
/// <param name="targets">Tells where webhooks may go.</param>
public sealed class WebhookRequestReader(WebhookTargets targets)
{
    internal const string EveryType = "*";

    private const int MaxDescriptionLength = 200;
    private const int MaxTypes = 100;
    private const int MaxTypeLength = 100;

    /// <summary>Reads and checks the body of a new subscription.</summary>
    /// <param name="json">UTF-8 text.</param>
    public RequestRead<NewWebhook> ReadOrder(ReadOnlyMemory<byte> json) => Read(json, (fields, faults) =>
    {
        Uri? url = ReadUrl(fields, faults, isRequired: true);
        string? description = fields.Text("description", MaxDescriptionLength);
        string[]? types = ReadTypes(fields);
        if (types is null && !faults.Has("event_types"))
        {
            fields.Fault("event_types", "is required");
        }

        return url is null || types is null
            ? null
            : new NewWebhook { Url = url, Description = description, EventTypes = types };
    });

    /// <summary>Reads and checks the body of a change.</summary>
    /// <param name="json">UTF-8 text.</param>
    public RequestRead<WebhookChanges> ReadChanges(ReadOnlyMemory<byte> json) => Read(json, (fields, faults) => new WebhookChanges
    {
        Url = ReadUrl(fields, faults, isRequired: false),
        Description = fields.Text("description", MaxDescriptionLength),
        Cleared = fields.Cleared(["description"]),
        EventTypes = ReadTypes(fields),
        Enabled = fields.Flag("enabled"),
    });

    private static RequestRead<T> Read<T>(ReadOnlyMemory<byte> json, Func<RequestFields, FieldFaults, T?> read)
        where T : class
    {
        FieldFaults faults = new();
        T? request = RequestDocument.Read(json, faults, fields => read(fields, faults));
        return new RequestRead<T>(faults.Any ? null : request, faults.ToDictionary());
    }

    private Uri? ReadUrl(RequestFields fields, FieldFaults faults, bool isRequired) =>
        targets.Check(fields.Text("url", WebhookTargets.MaxUrlLength, isRequired), faults, "url");

    private static string[]? ReadTypes(RequestFields fields)
    {
        const string name = "event_types";
        string[]? types = fields.Texts(name, MaxTypes, MaxTypeLength)?.Distinct().ToArray();
        if (types is null or [EveryType])
        {
            return types;
        }

        if (types.Length == 0 || types.Except(Events.EventTypes.All).Any())
        {
            fields.Fault(name, $"must be [\"{EveryType}\"], or a list of {string.Join(", ", Events.EventTypes.All)}");
            return null;
        }

        return types;
    }
}
