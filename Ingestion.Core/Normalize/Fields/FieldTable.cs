using System.Text;
using System.Text.Json.Serialization;
using Ingestion.Core.Normalize.Schemas;

namespace Ingestion.Core.Normalize.Fields;

/// <summary>
/// The names that may stand in a dataset's records. Positions: first the fields that the mapper keeps, then the provider's
/// <see cref="EnvelopeField"/>s, then what a schema knows besides. A name with dots is a member of an object,
/// <c>post.snippet.title</c>; the objects on its way are known by that.
/// </summary>
internal sealed class FieldTable
{
    private static readonly string[] Envelope = FieldNames.Of<EnvelopeField>();

    private readonly string[] names;

    /// <summary>By position: what stands before the names of an object's members, <c>post.snippet.</c>; null for other fields.</summary>
    private readonly byte[]?[] prefixes;

    private FieldTable(IReadOnlyCollection<string> fields, int kept)
    {
        HashSet<string> objects = [.. fields.SelectMany(Parents)];
        names = [.. fields.Union(objects, StringComparer.Ordinal)];
        prefixes = [.. names.Select(name => objects.Contains(name) ? Encoding.UTF8.GetBytes(name + '.') : null)];
        HasObjects = objects.Count > 0;
        Kept = kept;
    }

    /// <summary>Positions below this are read by the mapper.</summary>
    public int Kept { get; }

    /// <summary>Whether records are read below their top.</summary>
    public bool HasObjects { get; }

    /// <summary>All names by position.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>
    /// The members of an enum from 0 without gaps, in snake_case: <c>PostId</c> is the field <c>post_id</c>. A field with
    /// another kind of name has it in <see cref="JsonStringEnumMemberNameAttribute"/>.
    /// </summary>
    public static FieldTable Of<TField>()
        where TField : struct, Enum => Of(FieldNames.Of<TField>());

    /// <summary>The same for the fields of two enums: the second one's positions begin after the first one's.</summary>
    public static FieldTable Of<TFirst, TSecond>()
        where TFirst : struct, Enum
        where TSecond : struct, Enum => Of([.. FieldNames.Of<TFirst>(), .. FieldNames.Of<TSecond>()]);

    /// <summary>The same, and more names that are known: they are counted, but not kept.</summary>
    public FieldTable With(IEnumerable<string> known) => new([.. names.Union(known, StringComparer.Ordinal)], Kept);

    /// <summary>What stands before the names of the members of an object that is read; null for any other field.</summary>
    /// <param name="position">Any number: it need not be the position of a known field.</param>
    public byte[]? PrefixOf(int position) => (uint)position < (uint)prefixes.Length ? prefixes[position] : null;

    /// <summary>The JSON path of a field: <c>$.likes</c>, <c>$[17].post.snippet.title</c>.</summary>
    /// <param name="parent">The record.</param>
    /// <param name="name">A name of the table, or one that is not known.</param>
    public string PathOf(string parent, string name) =>
        HasObjects ? name.Split('.').Aggregate(parent, FieldPath.Of) : FieldPath.Of(parent, name);

    private static FieldTable Of(string[] kept) => new([.. kept, .. Envelope], kept.Length);

    private static IEnumerable<string> Parents(string name)
    {
        for (int dot = name.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = name.IndexOf('.', dot + 1))
        {
            yield return name[..dot];
        }
    }
}
