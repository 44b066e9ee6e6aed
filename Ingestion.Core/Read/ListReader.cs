using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Read;

/// <summary>Reads lists page by page.</summary>
/// <param name="database">The product's database.</param>
public sealed class ListReader(Database database)
{
    /// <summary>Starts to read: the first stretch of rows is in memory when this returns.</summary>
    /// <param name="query">What to read.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<ListRows> OpenAsync(ListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, ListQuery.MaxExport);
        ListRows rows = new(database, query);
        await rows.StartAsync(cancellationToken);
        return rows;
    }
}
