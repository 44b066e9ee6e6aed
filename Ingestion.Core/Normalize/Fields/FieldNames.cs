using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ingestion.Core.Normalize.Fields;

/// <summary>The names in JSON of the members of an enum.</summary>
internal static class FieldNames
{
    /// <summary>
    /// In snake_case: <c>PostId</c> is <c>post_id</c>; another kind of name is in <see cref="JsonStringEnumMemberNameAttribute"/>.
    /// </summary>
    public static string[] Of<TField>()
        where TField : struct, Enum =>
        [.. Enum.GetNames<TField>().Select(NameOf<TField>)];

    private static string NameOf<TField>(string member) =>
        typeof(TField).GetField(member)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
        ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(member);
}
