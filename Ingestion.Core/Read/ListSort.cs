namespace Ingestion.Core.Read;

/// <summary>An order that a caller may ask for.</summary>
/// <param name="Name">On the wire: <c>likes</c>.</param>
/// <param name="Kind">What the values are.</param>
/// <param name="Sql">The column or expression.</param>
/// <param name="IsNullable">Rows without a value exist; they come last in both directions.</param>
/// <param name="IsJoined">The column is not the list's own table's, but of one that is joined to it.</param>
internal sealed record ListSort(string Name, FieldKind Kind, string Sql, bool IsNullable, bool IsJoined = false);
