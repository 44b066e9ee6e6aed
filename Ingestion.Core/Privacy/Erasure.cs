using System.Data.Common;

namespace Ingestion.Core.Privacy;

/// <summary>An erasure on its way, with the names of those whom it is about.</summary>
internal sealed record Erasure(
    Guid ErasureId,
    string Owner,
    string Stage,
    Guid[] AccountIds,
    Guid[] CreatorIds,
    IReadOnlyList<ErasedPerson> People,
    string[] InstanceIds)
{
    /// <summary>What <see cref="Read"/> reads of erasure <c>e</c>.</summary>
    internal const string Columns = "e.erasure_id, e.owner, e.stage, e.account_ids, e.creator_ids, e.people::text, e.instance_ids";

    internal static Erasure Read(DbDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.GetFieldValue<Guid[]>(3),
        row.GetFieldValue<Guid[]>(4),
        ErasedPerson.FromJson(row.GetString(5)),
        row.GetFieldValue<string[]>(6));
}
