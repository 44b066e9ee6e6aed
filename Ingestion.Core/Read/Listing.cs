namespace Ingestion.Core.Read;

/// <summary>
/// What a list route may be asked for: the closed lists of fields, filters and orders. All SQL of a list comes from here; a
/// caller gives values only.
/// </summary>
public sealed class Listing
{
    /// <summary>Field that holds a row's cursor; given only when it is asked for.</summary>
    public const string CursorField = "cursor";

    private static readonly ReadField Cursor = new(CursorField, FieldKind.Cursor, "null::text");
    private readonly Dictionary<string, ReadField> fields;

    internal Listing(string name, string table, IReadOnlyList<ReadField> fields, IReadOnlyList<ReadField> key)
    {
        Name = name;
        Table = table;
        DefaultFields = fields;
        Key = key;
        this.fields = fields.Append(Cursor).ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>Name of the list on the wire: <c>posts</c>.</summary>
    public string Name { get; }

    /// <summary>The fields that are given when none are named, in their order.</summary>
    public IReadOnlyList<ReadField> DefaultFields { get; }

    /// <summary>The names of every field.</summary>
    public IEnumerable<string> FieldNames => fields.Keys;

    /// <summary>The names of the orders; the first one, descending, is the default.</summary>
    public IEnumerable<string> SortNames => Sorts.Select(sort => sort.Name);

    /// <summary>The table with its alias.</summary>
    internal string Table { get; }

    internal string Alias => Table[(Table.LastIndexOf(' ') + 1)..];

    /// <summary>What is joined to it, at most one row each; empty when there is nothing.</summary>
    internal string Joins { get; init; } = "";

    /// <summary>What makes a row unique; it settles the order of equal rows.</summary>
    internal IReadOnlyList<ReadField> Key { get; }

    internal IReadOnlyList<ListSort> Sorts { get; init; } = [];

    /// <summary>Conditions by the name of their filter, which is their parameter's name as well.</summary>
    internal IReadOnlyDictionary<string, string> Filters { get; init; } = new Dictionary<string, string>();

    /// <summary>The index that finds rows by their values, whatever the order; null when there is none. <see cref="PageWalk"/> decides about it.</summary>
    internal ListLookup? Lookup { get; init; }

    /// <summary>The field of this name; null when there is none.</summary>
    /// <param name="name">On the wire.</param>
    public ReadField? FindField(string name) => fields.GetValueOrDefault(name);

    internal ListSort? FindSort(string name) => Sorts.FirstOrDefault(sort => sort.Name == name);
}
