using Ingestion.Core.Accounts;
using Ingestion.Core.Crawls;

namespace Ingestion.Core.Replay;

/// <summary>
/// Reads <c>{"ids":[...]}</c> or <c>{"reason","dataset_id","crawl_id"}</c>, and finds all faults at once. To replay everything
/// takes an explicit <c>{"all":true}</c>.
/// </summary>
public static class DeadLetterSelectionReader
{
    private const int MaxTextLength = 128;

    /// <summary>Reads the body of a request.</summary>
    /// <param name="json">UTF-8 text.</param>
    public static RequestRead<DeadLetterSelection> Read(ReadOnlyMemory<byte> json)
    {
        FieldFaults faults = new();
        DeadLetterSelection? selection = RequestDocument.Read(json, faults, fields => Read(fields, faults));
        return new RequestRead<DeadLetterSelection>(faults.Any ? null : selection, faults.ToDictionary());
    }

    private static DeadLetterSelection Read(RequestFields fields, FieldFaults faults)
    {
        DeadLetterSelection selection = new()
        {
            Ids = fields.Uuids("ids", DeadLetterSelection.MaxIds),
            Reason = fields.Text("reason", MaxTextLength),
            DatasetId = fields.Text("dataset_id", MaxTextLength),
            CrawlId = fields.Uuid("crawl_id"),
        };
        bool isAll = fields.Flag("all") is true;
        if (!faults.Any && selection == new DeadLetterSelection() && !isAll)
        {
            fields.Fault("body", "must name ids, reason, dataset_id or crawl_id, or say \"all\": true");
        }

        return selection;
    }
}
