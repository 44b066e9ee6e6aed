using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Read;

/// <summary>
/// The index of everything that posts are looked up by. Loads only append to its list of pending entries, which every search reads as
/// well, so that nothing is ever missed; sorting them in is done here, outside of any load.
/// </summary>
/// <param name="database">The product's database.</param>
public sealed class SearchIndex(Database database)
{
    private const string TidySql = "select gin_clean_pending_list('ingestion.social_posts_lookup')";

    /// <summary>Sorts in what loads have appended. With nothing to do it takes no time; hosts that do it at once take turns.</summary>
    /// <param name="cancellationToken">Gives up; what is sorted in stays so.</param>
    /// <returns>Pages of the list that were sorted in.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public Task<long> TidyAsync(CancellationToken cancellationToken) =>
        database.ScalarAsync<long>(TidySql, null, cancellationToken);
}
