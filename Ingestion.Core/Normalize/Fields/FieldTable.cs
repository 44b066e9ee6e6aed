using System.Text.Json.Serialization;

namespace Ingestion.Core.Normalize.Fields;

/// <summary>
/// The names that may stand at the top of a dataset's records. Positions: first the fields that the mapper keeps, then the
/// provider's <see cref="EnvelopeField"/>s, then what a schema knows besides.
/// </summary>
internal sealed class FieldTable
{
    private static readonly string[] Envelope = FieldNames.Of<EnvelopeField>();

    private readonly string[] names;

    private FieldTable(string[] names, int kept)
    {
        this.names = names;
        Kept = kept;
    }

    /// <summary>Positions below this are read by the mapper.</summary>
    public int Kept { get; }

    /// <summary>All names by position.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>
    /// The members of an enum from 0 without gaps, in snake_case: <c>PostId</c> is the field <c>post_id</c>. A field with
    /// another kind of name has it in <see cref="JsonStringEnumMemberNameAttribute"/>.
    /// </summary>
    public static FieldTable Of<TField>()
        where TField : struct, Enum
    {
        var kept = FieldNames.Of<TField>();
        return new FieldTable([.. kept, .. Envelope], kept.Length);
    }

    /// <summary>The same, and more names that are known: they are counted, but not kept.</summary>
    public FieldTable With(IEnumerable<string> known) => new([.. names.Union(known, StringComparer.Ordinal)], Kept);
}
