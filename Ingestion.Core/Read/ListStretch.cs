using System.Data.Common;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Read;

/// <summary>Consecutive rows of a list, in memory. The connection that they came through is given back already.</summary>
/// <param name="Rows">Of each row the fields of <see cref="ListQuery.Fields"/>, its sort value and its key.</param>
/// <param name="IsFull">A bound ended the stretch; the same order has more rows, or may have.</param>
internal sealed record ListStretch(IReadOnlyList<object?[]> Rows, bool IsFull)
{
    internal const int MaxRows = 2_000;

    /// <summary>Bound on the bytes of the rows in memory: 4 MiB, or one row if that is larger.</summary>
    internal const long MaxBytes = 4 * 1024 * 1024;

    internal static readonly ListStretch None = new([], IsFull: false);

    /// <summary>Reads at most <paramref name="rows"/> rows.</summary>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    internal static Task<ListStretch> ReadAsync(
        Database database, ListQuery query, ListPart part, int rows, CancellationToken cancellationToken) =>
        database.RunBatchAsync(
            ListSql.Page(query, part, rows), reader => ReadAsync(reader, KindsOf(query), rows, cancellationToken), cancellationToken);

    private static async Task<ListStretch> ReadAsync(
        DbDataReader reader, FieldKind[] kinds, int most, CancellationToken cancellationToken)
    {
        List<object?[]> rows = [];
        long bytes = 0;
        while (bytes < MaxBytes && await reader.ReadAsync(cancellationToken))
        {
            object?[] row = new object?[kinds.Length];
            for (int column = 0; column < row.Length; column++)
            {
                row[column] = FieldValues.Read(reader, column, kinds[column]);
                bytes += FieldValues.BytesOf(row[column]);
            }

            rows.Add(row);
        }

        return new ListStretch(rows, rows.Count == most || bytes >= MaxBytes);
    }

    private static FieldKind[] KindsOf(ListQuery query) =>
    [
        .. query.Fields.Select(field => field.Kind),
        query.Listing.FindSort(query.Order.Sort)!.Kind,
        .. query.Listing.Key.Select(field => field.Kind),
    ];
}
