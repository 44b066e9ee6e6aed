using Ingestion.Core.Accounts;
using Ingestion.Core.Crawls;

namespace Ingestion.Core.Creators;

/// <summary>
/// Reads the bodies of <c>POST /api/v1/creators</c> and <c>PATCH /api/v1/creators/{id}</c> and reports every fault at once, by field.
/// </summary>
public static class CreatorRequestReader
{
    private const int MaxNameLength = 200;

    /// <summary>Reads and checks the body of a new creator.</summary>
    /// <param name="json">UTF-8 text.</param>
    public static RequestRead<NewCreator> ReadOrder(ReadOnlyMemory<byte> json) => Read(json, fields => new NewCreator
    {
        Name = fields.Text("name", MaxNameLength, isRequired: true) ?? "",
        Reference = fields.Text("reference", MaxNameLength),
        DataCollectionEnabled = fields.Flag("data_collection_enabled") ?? true,
        SubscriptionStatus = fields.OneOf("subscription_status", SubscriptionStates.All) ?? SubscriptionStates.Active,
    });

    /// <summary>Reads and checks the body of a change.</summary>
    /// <param name="json">UTF-8 text.</param>
    public static RequestRead<CreatorChanges> ReadChanges(ReadOnlyMemory<byte> json) => Read(json, fields => new CreatorChanges
    {
        Name = fields.Text("name", MaxNameLength),
        Reference = fields.Text("reference", MaxNameLength),
        Cleared = fields.Cleared(["reference"]),
        DataCollectionEnabled = fields.Flag("data_collection_enabled"),
        SubscriptionStatus = fields.OneOf("subscription_status", SubscriptionStates.All),
    });

    private static RequestRead<T> Read<T>(ReadOnlyMemory<byte> json, Func<RequestFields, T> read)
        where T : class
    {
        FieldFaults faults = new();
        T? request = RequestDocument.Read(json, faults, read);
        return new RequestRead<T>(faults.Any ? null : request, faults.ToDictionary());
    }
}
