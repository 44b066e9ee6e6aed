namespace Ingestion.Core.Store;

/// <summary>
/// A temporary table that takes the records of a snapshot before they are merged. Its rows end with the transaction. The table itself stays
/// with the session: to make and drop it costs more than all else in a small load. A pooler may hand on a session in which an earlier version
/// of the program made it, so a table whose columns change needs another name.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Each with its type, as in CREATE TABLE; first those that find a row, which are read most.</param>
internal sealed record StagingTable(string Name, IReadOnlyList<string> Columns)
{
    /// <summary>Makes it, when it is not there.</summary>
    public string CreateSql { get; } =
        // Compressing what is read back once and written again is for nothing: rows stay as they are up to a page.
        $"create temp table if not exists {Name} ({string.Join(", ", Columns)}) with (toast_tuple_target = 8160) on commit delete rows";

    /// <summary>Fills it.</summary>
    public string CopySql { get; } =
        $"copy {Name} ({string.Join(", ", Columns.Select(column => column.Split(' ')[0]))}) from stdin (format binary)";
}
