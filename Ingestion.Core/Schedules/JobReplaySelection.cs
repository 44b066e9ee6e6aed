using Ingestion.Core.Accounts;
using Ingestion.Core.Crawls;

namespace Ingestion.Core.Schedules;

/// <summary>Which dead-lettered syncs are meant: those named, or all with a reason. One of the two is given.</summary>
public sealed record JobReplaySelection
{
    /// <summary>At most this many ids may be named.</summary>
    public const int MaxIds = 1000;

    private const int MaxTextLength = 128;

    /// <summary>Their ids; null for all with the reason.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }

    /// <summary>An error code such as <c>PLATFORM_UNAVAILABLE</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Reads <c>{"ids":[...]}</c> or <c>{"reason":"..."}</c>, and finds all faults at once.</summary>
    /// <param name="json">UTF-8 text.</param>
    public static RequestRead<JobReplaySelection> Read(ReadOnlyMemory<byte> json)
    {
        FieldFaults faults = new();
        JobReplaySelection? selection = RequestDocument.Read(json, faults, fields => Read(fields, faults));
        return new RequestRead<JobReplaySelection>(faults.Any ? null : selection, faults.ToDictionary());
    }

    private static JobReplaySelection Read(RequestFields fields, FieldFaults faults)
    {
        Guid[]? ids = fields.Uuids("ids", MaxIds);
        string? reason = fields.Text("reason", MaxTextLength);
        if (!faults.Any && ids is null == reason is null)
        {
            fields.Fault("body", "must name either ids or a reason");
        }

        return new JobReplaySelection { Ids = ids, Reason = reason };
    }
}
