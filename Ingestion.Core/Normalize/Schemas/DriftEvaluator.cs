using System.Text.Json;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Normalize.Schemas;

/// <summary>
/// Compares what a snapshot's records have at their top with the schema of their dataset. A difference is breaking when every
/// field of a role (the id, the author, one of the counts) is gone from most records: absent, null, or of a type that nothing
/// can be read from. Null is no loss where the schema says that it is an answer.
/// </summary>
/// <param name="options">From when on a difference is breaking.</param>
public sealed class DriftEvaluator(IOptions<DriftOptions> options)
{
    // Ids and counts are read from either.
    private const JsonKinds Scalars = JsonKinds.String | JsonKinds.Number;

    /// <summary>A tally that tells apart what the dataset's mapper reads and what its schema describes.</summary>
    internal static FieldTally TallyFor(DatasetMapper mapper, DatasetSchema schema) =>
        new(mapper.Fields.With(schema.Fields.Select(field => field.Name)));

    /// <param name="tally">Made by <see cref="TallyFor"/>, and filled by the reader.</param>
    /// <param name="datasetId">The provider's id of the dataset.</param>
    /// <param name="schema">Its newest schema, as <see cref="SchemaRegistry.Find"/> gives it.</param>
    internal DriftReport Evaluate(FieldTally tally, string datasetId, DatasetSchema schema)
    {
        Dictionary<string, SeenField> seen = tally.Fields.Names
            .Select((name, position) => (name, field: new SeenField(tally, position)))
            .ToDictionary(entry => entry.name, entry => entry.field, StringComparer.Ordinal);
        HashSet<string> lost = LostRoles(schema, seen, tally.Records);
        IEnumerable<DriftChange> changes = schema.Fields
            .SelectMany(field => Compare(tally.Fields, field, seen[field.Name], field.Role is { } role && lost.Contains(role)))
            .Concat(tally.Unknown.Select(unknown => New(tally.Fields, unknown)).DistinctBy(change => change.Path));
        return new DriftReport
        {
            DatasetId = datasetId,
            SchemaVersion = schema.Version,
            Records = tally.Records,
            Changes =
            [
                .. changes.OrderByDescending(change => change.IsBreaking).ThenBy(change => change.Path, StringComparer.Ordinal)
                    .ThenBy(change => change.Kind),
            ],
        };
    }

    private static DriftChange New(FieldTable fields, UnknownField unknown) => new(
        fields.PathOf("$", unknown.Name),
        DriftKind.New,
        unknown.Records,
        Expected: null,
        Found: null,
        fields.PathOf(FieldPath.OfRecord(unknown.FirstIndex), unknown.Name),
        IsBreaking: false);

    private static IEnumerable<DriftChange> Compare(FieldTable fields, SchemaField field, SeenField seen, bool isLost)
    {
        bool isNullLoss = !field.Kinds.HasFlag(JsonKinds.Null) || (isLost && !field.IsHideable);
        bool isAbsenceLoss = field.IsAlwaysThere || isLost;
        JsonTokenType[] missing =
        [
            .. isAbsenceLoss ? [JsonTokenType.None] : Array.Empty<JsonTokenType>(),
            .. isNullLoss ? [JsonTokenType.Null] : Array.Empty<JsonTokenType>(),
        ];
        JsonTokenType[] strange =
            [.. SeenField.Values.Where(kind => !field.Kinds.HasFlag(SeenField.KindOf(kind)))];
        return Changes(fields, field, seen, DriftKind.Missing, missing, isLost)
            .Concat(Changes(fields, field, seen, DriftKind.Retyped, strange, isLost));
    }

    private static IEnumerable<DriftChange> Changes(
        FieldTable fields, SchemaField field, SeenField seen, DriftKind kind, IEnumerable<JsonTokenType> tokens, bool isBreaking)
    {
        JsonTokenType[] present = [.. tokens.Where(token => seen.Count(token) > 0)];
        if (present.Length > 0)
        {
            yield return new DriftChange(
                fields.PathOf("$", field.Name),
                kind,
                present.Sum(seen.Count),
                string.Join(" or ", field.Types),
                string.Join(" or ", present.Select(SeenField.NameOf).Distinct()),
                fields.PathOf(FieldPath.OfRecord(present.Min(seen.FirstIndex)), field.Name),
                isBreaking);
        }
    }

    private HashSet<string> LostRoles(DatasetSchema schema, Dictionary<string, SeenField> seen, long records) =>
        records < options.Value.MinRecords
            ? []
            : schema.Fields.Where(field => field.Role is not null)
                .GroupBy(field => field.Role!, StringComparer.Ordinal)
                .Where(role => role.All(field => GoneFrom(field, seen[field.Name]) > records * options.Value.BreakingShare))
                .Select(role => role.Key)
                .ToHashSet(StringComparer.Ordinal);

    private static long GoneFrom(SchemaField field, SeenField seen) =>
        seen.Count(JsonTokenType.None)
        + (field.IsHideable ? 0 : seen.Count(JsonTokenType.Null))
        + SeenField.Values.Where(kind => !(field.Kinds | Scalars).HasFlag(SeenField.KindOf(kind))).Sum(seen.Count);
}
