using System.Data.Common;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Read;

/// <summary>
/// The rows of a list, one at a time. A long list is read in stretches, so that no statement, and with it no view of the
/// database's past, stays open for as long as a slow caller takes.
/// </summary>
public sealed class ListRows : IAsyncDisposable
{
    private const int Stretch = 2000;
    private readonly Database database;
    private readonly ListSort sort;
    private readonly PageWalk? walk;
    private DbDataReader? reader;
    private ListPart part;
    private int asked;
    private int read;
    private int returned;
    private bool hasFirst;
    private PagePosition? last;

    internal ListRows(Database database, ListQuery query)
    {
        this.database = database;
        Query = query;
        sort = query.Listing.FindSort(query.Order.Sort)!;
        part = ListPart.Of(query.Cursor);
        walk = PageWalk.IsNeeded(query) ? new PageWalk(database, query) : null;
    }

    /// <summary>What is read.</summary>
    public ListQuery Query { get; }

    /// <summary>The current row: its columns are the fields of <see cref="ListQuery.Fields"/>.</summary>
    public DbDataReader Row => reader ?? throw new InvalidOperationException("There is no current row.");

    /// <summary>Where to go on after the current row.</summary>
    public PageCursor Cursor => PageCursor.Of(Query, Position());

    /// <summary>After the last row: where the next page starts; null when there is none.</summary>
    public PageCursor? Next { get; private set; }

    /// <summary>So many more rows a statement has to give. The one after the page's last tells whether there is a next page.</summary>
    private int Wanted => Math.Min(Query.Limit - returned + 1, Stretch);

    /// <summary>Goes to the next row.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False at the end of the page.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer any more.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        bool isThere = hasFirst || await MoveAsync(cancellationToken);
        hasFirst = false;
        if (!isThere)
        {
            return false;
        }

        if (returned == Query.Limit)
        {
            Next = PageCursor.Of(Query, last!);
            return false;
        }

        returned++;
        return true;
    }

    /// <summary>Gives the connection back.</summary>
    public ValueTask DisposeAsync() => reader?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        part = await PlanAsync(part, cancellationToken);
        await OpenAsync(cancellationToken);
        hasFirst = await MoveAsync(cancellationToken);
    }

    private async ValueTask<bool> MoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (returned > 0 && (returned == Query.Limit || read == asked))
            {
                last = Position();
            }

            while (!await reader!.ReadAsync(cancellationToken))
            {
                if (!await GoOnAsync(cancellationToken))
                {
                    return false;
                }
            }

            read++;
            return true;
        }
        catch (Exception exception) when (PostgresErrors.IsUnavailable(exception))
        {
            throw PostgresErrors.Translate(exception);
        }
    }

    /// <summary>Opens what follows the rows of a statement, if anything does.</summary>
    private async ValueTask<bool> GoOnAsync(CancellationToken cancellationToken)
    {
        if (await FollowingAsync(cancellationToken) is not { } next)
        {
            return false;
        }

        part = next;
        await reader!.DisposeAsync();
        await OpenAsync(cancellationToken);
        return true;
    }

    /// <summary>The next stretch of the same, else the next window of time, else the rows without a sort value.</summary>
    private async ValueTask<ListPart?> FollowingAsync(CancellationToken cancellationToken)
    {
        if (read == asked)
        {
            return await PlanAsync(part with { After = last, Window = null }, cancellationToken);
        }

        if (part is { IsUnknown: false, Window: { } window } && walk?.Next(window, read, Wanted) is { } wider)
        {
            return new ListPart(IsUnknown: false, After: null, wider);
        }

        return part.IsUnknown || !sort.IsNullable
            ? null
            : await PlanAsync(new ListPart(IsUnknown: true, After: null), cancellationToken);
    }

    private async ValueTask<ListPart> PlanAsync(ListPart start, CancellationToken cancellationToken) => walk is null
        ? start
        : start with { Window = await walk.StartAsync(start, Wanted, cancellationToken) };

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        asked = Wanted;
        read = 0;
        reader = await database.OpenReaderAsync(ListSql.Page(Query, part, asked), cancellationToken);
    }

    private PagePosition Position() => PagePosition.Of(Row, Query.Fields.Count, sort, Query.Listing.Key);
}
