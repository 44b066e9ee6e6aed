using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Read;

/// <summary>
/// The rows of a list, one at a time, from stretches in memory. A connection is held only while a stretch is read, so a slow
/// caller holds none.
/// </summary>
public sealed class ListRows
{
    private readonly Database database;
    private readonly ListSort sort;
    private readonly PageWalk? walk;
    private ListPart part;
    private ListStretch stretch = ListStretch.None;
    private int next;
    private int fitting = ListStretch.MaxRows;
    private int returned;
    private object?[]? row;

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

    /// <summary>
    /// The current row. Its first values are those of <see cref="ListQuery.Fields"/>: null, <see cref="long"/>,
    /// <see cref="bool"/>, <see cref="DateTimeOffset"/>, <see cref="DateOnly"/>, <see cref="Guid"/>, <see cref="string"/>[] or,
    /// for every other kind, <see cref="string"/>.
    /// </summary>
    public IReadOnlyList<object?> Row => Current;

    /// <summary>Where to go on after the current row.</summary>
    public PageCursor Cursor => PageCursor.Of(Query, Position);

    /// <summary>After the last row: where the next page starts; null when there is none.</summary>
    public PageCursor? Next { get; private set; }

    private object?[] Current => row ?? throw new InvalidOperationException("There is no current row.");

    private PagePosition Position => PagePosition.Of(Current, Query.Fields.Count);

    /// <summary>Rows to ask for. The one after the page's last tells whether there is a next page.</summary>
    private int Wanted => Math.Min(Query.Limit - returned + 1, fitting);

    /// <summary>Goes to the next row.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False at the end of the page.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer any more.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (next == stretch.Rows.Count)
        {
            if (await FollowingAsync(cancellationToken) is not { } following)
            {
                return false;
            }

            await FillAsync(following, cancellationToken);
        }

        if (returned == Query.Limit)
        {
            Next = Cursor;
            return false;
        }

        row = stretch.Rows[next++];
        returned++;
        return true;
    }

    internal async Task StartAsync(CancellationToken cancellationToken) =>
        await FillAsync(await PlanAsync(part, cancellationToken), cancellationToken);

    private async Task FillAsync(ListPart following, CancellationToken cancellationToken)
    {
        int asked = Wanted;
        part = following;
        stretch = await ListStretch.ReadAsync(database, Query, part, asked, cancellationToken);
        next = 0;

        // Rows beyond the bound on bytes are read for nothing: the next stretch asks for as many as fitted here.
        bool isCut = stretch.IsFull && stretch.Rows.Count < asked;
        fitting = isCut ? stretch.Rows.Count : Math.Min(2 * fitting, ListStretch.MaxRows);
    }

    /// <summary>The next stretch of the same, else the next window of time, else the rows without a sort value.</summary>
    private async ValueTask<ListPart?> FollowingAsync(CancellationToken cancellationToken)
    {
        if (stretch.IsFull)
        {
            return await PlanAsync(part with { After = Position, Window = null }, cancellationToken);
        }

        if (part is { IsUnknown: false, Window: { } window } && walk?.Next(window, stretch.Rows.Count, Wanted) is { } wider)
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
}
