using Ingestion.Core.Accounts;
using Ingestion.Core.Crawls;

namespace Ingestion.Core.Privacy;

/// <summary>Reads the body of <c>POST /api/v1/privacy/erase</c>: <c>account_id</c> or <c>creator_id</c>.</summary>
public static class EraseRequestReader
{
    /// <summary>Reads and checks the body.</summary>
    /// <param name="json">UTF-8 text.</param>
    public static RequestRead<EraseOrder> Read(ReadOnlyMemory<byte> json)
    {
        FieldFaults faults = new();
        EraseOrder? order = RequestDocument.Read(json, faults, fields => Read(fields, faults));
        return new RequestRead<EraseOrder>(faults.Any ? null : order, faults.ToDictionary());
    }

    private static EraseOrder? Read(RequestFields fields, FieldFaults faults)
    {
        Guid? account = fields.Uuid("account_id");
        Guid? creator = fields.Uuid("creator_id");
        if (!faults.Any && account is null == creator is null)
        {
            fields.Fault("body", "must name either account_id or creator_id");
        }

        return (account, creator) switch
        {
            ({ } id, null) => new EraseOrder(EraseOrder.Account, id),
            (null, { } id) => new EraseOrder(EraseOrder.Creator, id),
            _ => null,
        };
    }
}
