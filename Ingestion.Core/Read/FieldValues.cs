using System.Data.Common;

namespace Ingestion.Core.Read;

/// <summary>Values of rows in memory: null, or the type of their <see cref="FieldKind"/>.</summary>
internal static class FieldValues
{
    // An object with one value of up to 16 bytes, and the reference to it.
    private const int ObjectBytes = 40;

    internal static object? Read(DbDataReader row, int column, FieldKind kind) => row.IsDBNull(column) ? null : kind switch
    {
        FieldKind.Number => row.GetInt64(column),
        FieldKind.Flag => row.GetBoolean(column),
        FieldKind.Time => row.GetFieldValue<DateTimeOffset>(column),
        FieldKind.Date => row.GetFieldValue<DateOnly>(column),
        FieldKind.Uuid => row.GetGuid(column),
        FieldKind.Texts => row.GetFieldValue<string[]>(column),
        _ => row.GetString(column),
    };

    /// <summary>About how many bytes a value takes in memory.</summary>
    internal static long BytesOf(object? value) => value switch
    {
        string text => ObjectBytes + (sizeof(char) * (long)text.Length),
        string[] texts => ObjectBytes + texts.Sum(BytesOf),
        _ => ObjectBytes,
    };
}
