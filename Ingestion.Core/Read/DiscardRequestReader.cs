using Ingestion.Core.Accounts;
using Ingestion.Core.Crawls;

namespace Ingestion.Core.Read;

/// <summary>Reads the reason in the body of <c>POST /api/v1/dead-letters/{id}/discard</c>.</summary>
public static class DiscardRequestReader
{
    /// <summary>Reads and checks the body.</summary>
    /// <param name="json">UTF-8 text.</param>
    public static RequestRead<string> Read(ReadOnlyMemory<byte> json)
    {
        FieldFaults faults = new();
        string? reason = RequestDocument.Read(
            json, faults, fields => fields.Text("reason", DeadLetters.MaxReasonLength, isRequired: true));
        return new RequestRead<string>(faults.Any ? null : reason, faults.ToDictionary());
    }
}
