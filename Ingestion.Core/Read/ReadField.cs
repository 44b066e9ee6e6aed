namespace Ingestion.Core.Read;

/// <summary>A field that a caller may ask for.</summary>
public sealed class ReadField
{
    internal ReadField(string name, FieldKind kind, string sql)
    {
        Name = name;
        Kind = kind;
        Sql = sql;
    }

    /// <summary>Its name on the wire: <c>published_at</c>.</summary>
    public string Name { get; }

    /// <summary>What its values are.</summary>
    public FieldKind Kind { get; }

    internal string Sql { get; }

    /// <summary>The column or expression as a select list has it.</summary>
    internal string Selected => Kind == FieldKind.Decimal ? $"({Sql})::text" : Sql;
}
