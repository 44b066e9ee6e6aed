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
        string[]? texts = fields.Texts("ids", MaxIds, MaxTextLength);
        Guid[] ids = [.. (texts ?? []).Select(text => Guid.TryParseExact(text, "D", out Guid id) ? id : Guid.Empty)];
        string? reason = fields.Text("reason", MaxTextLength);
        if (ids.Contains(Guid.Empty))
        {
            fields.Fault("ids", "must hold UUIDs such as 550e8400-e29b-41d4-a716-446655440000");
        }
        else if (!faults.Any && ids.Length == 0 == reason is null)
        {
            fields.Fault("body", "must name either ids or a reason");
        }

        return new JobReplaySelection { Ids = ids.Length == 0 ? null : ids, Reason = reason };
    }
}
