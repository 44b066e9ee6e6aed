using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Schemas;

/// <summary>One field of a tally.</summary>
/// <param name="Tally">What was seen.</param>
/// <param name="Position">Where the field is in it.</param>
internal readonly record struct SeenField(FieldTally Tally, int Position)
{
    /// <summary>The ways in which a value can begin, without null.</summary>
    public static readonly IReadOnlyList<JsonTokenType> Values =
    [
        JsonTokenType.String, JsonTokenType.Number, JsonTokenType.True, JsonTokenType.False, JsonTokenType.StartArray,
        JsonTokenType.StartObject,
    ];

    public static JsonKinds KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.String => JsonKinds.String,
        JsonTokenType.Number => JsonKinds.Number,
        JsonTokenType.True or JsonTokenType.False => JsonKinds.Boolean,
        JsonTokenType.StartArray => JsonKinds.Array,
        JsonTokenType.StartObject => JsonKinds.Object,
        JsonTokenType.Null => JsonKinds.Null,
        _ => JsonKinds.None,
    };

    /// <summary>As a schema names it; <c>absent</c> for no value at all.</summary>
    public static string NameOf(JsonTokenType token) => KindOf(token) switch
    {
        JsonKinds.None => "absent",
        JsonKinds kind => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>In how many records the value began so; <see cref="JsonTokenType.None"/>: was absent.</summary>
    public long Count(JsonTokenType token) => Tally.Count(Position, token);

    /// <summary>The first of those records.</summary>
    public long FirstIndex(JsonTokenType token) => Tally.FirstIndex(Position, token);
}
