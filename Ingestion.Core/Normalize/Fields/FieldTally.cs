using System.Text;
using System.Text.Json;

namespace Ingestion.Core.Normalize.Fields;

/// <summary>
/// What the records of one snapshot have at their top, and in the objects that are read: for each known field how often its value was of which kind, and the
/// names that nobody knows. Records that only report an error are not counted, nor are those that are no JSON object.
/// </summary>
internal sealed class FieldTally
{
    /// <summary>So many unknown names are told apart; records with more only count for those.</summary>
    public const int MaxUnknown = 100;

    private const int MaxNameBytes = 128;
    private const int Kinds = 16;

    private readonly NameIndex index;
    private readonly List<string> unknown = [];
    private readonly long[] counts;
    private readonly long[] firstIndexes;
    private readonly byte[] kinds;
    private readonly short[] followers;
    private int last;

    public FieldTally(FieldTable fields)
    {
        Fields = fields;
        var all = fields.Names.Count + MaxUnknown;
        index = new NameIndex(all);
        counts = new long[all * Kinds];
        firstIndexes = new long[all * Kinds];
        kinds = new byte[all];
        followers = new short[all + 1];
        foreach (var name in fields.Names)
        {
            index.Add(Encoding.UTF8.GetBytes(name));
        }
    }

    /// <summary>The known fields.</summary>
    public FieldTable Fields { get; }

    /// <summary>Records that were counted.</summary>
    public long Records { get; private set; }

    /// <summary>The names that are not in <see cref="Fields"/>, in order of appearance.</summary>
    public IReadOnlyList<UnknownField> Unknown => [.. UnknownFields()];

    /// <summary>In how many records the value of a field was of a kind.</summary>
    /// <param name="field">Its position in <see cref="Fields"/>.</param>
    /// <param name="kind">How the value begins; <see cref="JsonTokenType.None"/> counts the records without the field.</param>
    public long Count(int field, JsonTokenType kind) => counts[(field * Kinds) + (int)kind];

    /// <summary>The first of the records that <see cref="Count"/> counts, by its number in the file.</summary>
    /// <inheritdoc cref="Count"/>
    public long FirstIndex(int field, JsonTokenType kind) => firstIndexes[(field * Kinds) + (int)kind];

    /// <summary>
    /// The position of the property name at which the reader is; it is remembered if it is new; -1 when there are too many.
    /// </summary>
    public int Find(ref Utf8JsonReader json)
    {
        var guess = followers[last];
        var found = index.IsAt(guess, json.ValueSpan) ? guess : Search(ref json);
        last = found + 1;
        return found;
    }

    /// <summary>The same for a member of an object, by its whole name: <c>post.snippet.title</c>.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        var guess = followers[last];
        var found = index.IsAt(guess, name) ? guess : index.Find(name);
        found = found >= 0 ? found : Remember(name);
        followers[last] = (short)found;
        last = found + 1;
        return found;
    }

    /// <summary>The record being read has this field. Of several with one name the last one counts.</summary>
    public void See(int field, JsonTokenType kind)
    {
        if ((uint)field < (uint)kinds.Length)
        {
            kinds[field] = (byte)kind;
        }
    }

    /// <summary>The record being read counts.</summary>
    public void Commit(long recordIndex)
    {
        Records++;
        for (var field = 0; field < index.Count; field++)
        {
            var slot = (field * Kinds) + kinds[field];
            if (counts[slot]++ == 0)
            {
                firstIndexes[slot] = recordIndex;
            }
        }

        Forget();
    }

    /// <summary>The record being read does not count, or is read again.</summary>
    public void Forget()
    {
        last = 0;
        Array.Clear(kinds, 0, index.Count);
    }

    /// <summary>Finds a name, and learns what it came after: records of one snapshot have their fields in one order.</summary>
    private int Search(ref Utf8JsonReader json)
    {
        var found = index.Find(ref json);
        found = found >= 0 ? found : Remember(JsonTexts.Unescaped(in json, stackalloc byte[MaxNameBytes]));
        followers[last] = (short)found;
        return found;
    }

    private int Remember(ReadOnlySpan<byte> name)
    {
        if (unknown.Count == MaxUnknown || name.Length > MaxNameBytes)
        {
            return -1;
        }

        unknown.Add(Encoding.UTF8.GetString(name).Replace('\0', '\uFFFD'));
        index.Add(name.ToArray());
        counts[(index.Count - 1) * Kinds] = Records;
        return index.Count - 1;
    }

    private IEnumerable<UnknownField> UnknownFields()
    {
        for (var i = 0; i < unknown.Count; i++)
        {
            var field = Fields.Names.Count + i;
            var records = Records - counts[field * Kinds];
            if (records > 0)
            {
                yield return new UnknownField(unknown[i], records, FirstIndex(field));
            }
        }
    }

    /// <summary>The first record that has the field, with whatever value.</summary>
    private long FirstIndex(int field)
    {
        var first = long.MaxValue;
        for (var slot = (field * Kinds) + 1; slot < (field + 1) * Kinds; slot++)
        {
            first = counts[slot] > 0 ? Math.Min(first, firstIndexes[slot]) : first;
        }

        return first;
    }
}
