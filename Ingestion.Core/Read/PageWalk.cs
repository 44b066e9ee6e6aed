using System.Text.Json;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Read;

/// <summary>
/// Decides how the rows of a filtered page are found: in their order, each one asked whether it fits, or looked up by the filters and sorted then.
/// What the planner expects of the filters tells which is less work. In the order of time both are done in windows: a lookup takes the rows of a
/// stretch that should just hold the page; when it does not, what it held tells how long the next one has to be.
/// </summary>
internal sealed class PageWalk(Database database, ListQuery query)
{
    // Rough costs in microseconds, for a table that is larger than the database's memory; `bench read` shows whether they choose well.
    private const double FetchedRow = 6;
    private const double PassedEntry = 0.15;
    private const double LookedUpPage = 10_000;

    // So few rows are fetched in less time than windows take. In the order of a count there are no windows: fetching all rows and sorting them is less
    // work than meeting a page of them in their order when there are fewer than the root of what the page and the table have.
    private const double FewRows = 1_000;
    private const double OrderedMargin = 4;
    private const double Margin = 1.5;

    // Few rows tell little of how many will follow, none tells only that more is needed.
    private const double Slack = 10;
    private const double Growth = 8;

    private const string StatisticsSql = """
        select s.histogram_bounds::text::timestamptz[], o.oldest, o.newest
        from pg_class c
        left join pg_stats s on s.schemaname = 'ingestion' and s.tablename = c.relname and s.attname = 'published_at'
        cross join (select min(published_at) as oldest, max(published_at) as newest from ingestion.social_posts) o
        where c.oid = 'ingestion.social_posts'::regclass
        """;

    private TimeSpread? spread;

    private bool IsByTime => query.Order.Sort == query.Listing.SortNames.First();

    internal static bool IsNeeded(ListQuery query) => query.Listing.Lookup is { } lookup
        && query.Filters.Keys.Any(name => lookup.Conditions.ContainsKey(name) && !lookup.Ordered.Contains(name));

    /// <summary>The first window for a page of so many rows; null reads in the order, as the planner thinks best.</summary>
    internal async Task<ListWindow?> StartAsync(ListPart part, int rows, CancellationToken cancellationToken)
    {
        if (IsByTime && part.IsUnknown)
        {
            return ListWindow.Whole with { Buckets = TimeBuckets.None };
        }

        spread = await ReadSpreadAsync(cancellationToken);
        double expected = Math.Max(1, await EstimateAsync(_ => true, part, cancellationToken));
        double few = IsByTime ? FewRows : Math.Sqrt(rows * await EstimateAsync(_ => false, part, cancellationToken));
        if (expected <= few)
        {
            return Whole(null, spread is null ? null : Start(part));
        }

        return IsByTime && spread is not null ? await StartAsync(part, rows, expected, cancellationToken) : null;
    }

    /// <summary>The window that follows one with too few rows; null when that was the last.</summary>
    /// <param name="window">The one before.</param>
    /// <param name="found">How many rows it held.</param>
    /// <param name="wanted">How many more are wanted.</param>
    internal ListWindow? Next(ListWindow window, int found, int wanted) => window.End is { } end && spread is not null
        ? Window(end, end, window.Share * Math.Min(Growth, Margin * (wanted + Slack) / found), isLookedUp: true)
        : null;

    private async Task<ListWindow> StartAsync(ListPart part, int rows, double expected, CancellationToken cancellationToken)
    {
        ListLookup lookup = query.Listing.Lookup!;
        bool hasOwnOrder = query.Filters.Keys.Any(name => lookup.Ordered.Contains(name) && lookup.Conditions.ContainsKey(name));
        double passed = await EstimateAsync(name => lookup.Ordered.Contains(name), part, cancellationToken);
        double fetched = hasOwnOrder ? passed : await EstimateAsync(lookup.Covered.Contains, part, cancellationToken);
        bool isLookedUp = rows / expected * ((passed * PassedEntry) + (fetched * FetchedRow)) > LookedUpPage;
        DateTimeOffset start = Start(part);
        double share = (isLookedUp ? Margin : OrderedMargin) * rows * Left(start) / expected;
        return Window(null, start, share, isLookedUp);
    }

    private ListWindow Window(DateTimeOffset? from, DateTimeOffset start, double share, bool isLookedUp)
    {
        if (share > Left(start) / 2)
        {
            return Whole(from, start);
        }

        double position = spread!.PositionOf(start);
        DateTimeOffset end = spread.At(query.Order.IsDescending ? position - share : position + share);
        if (!isLookedUp)
        {
            return new ListWindow(from, end, share, isLookedUp);
        }

        // Buckets reach further than was asked for. Many rows of one time may look like a stretch of no length: the share never becomes 0.
        return TimeBuckets.Cover(start, end) is var (buckets, last)
            ? new ListWindow(from, last, Math.Max(share, Math.Abs(position - spread.PositionOf(last))), isLookedUp) { Buckets = buckets }
            : Whole(from, start);
    }

    /// <summary>All that is left, looked up; not beyond the filter's end of time, where that is near enough to tell in buckets.</summary>
    private ListWindow Whole(DateTimeOffset? from, DateTimeOffset? start) => ListWindow.Whole with
    {
        Start = from,
        Buckets = start is { } first && Filter(isStart: false) is { } end ? TimeBuckets.Cover(first, end)?.Buckets : null,
    };

    /// <summary>Where the walk starts: after the page before, at the filter's end of time, or at the table's.</summary>
    private DateTimeOffset Start(ListPart part)
    {
        DateTimeOffset outermost = query.Order.IsDescending ? spread!.Newest : spread!.Oldest;
        DateTimeOffset asked = part.After?.Value as DateTimeOffset? ?? Filter(isStart: true) ?? outermost;
        return query.Order.IsDescending == asked < outermost ? asked : outermost;
    }

    /// <summary>How much of the table is left from there on.</summary>
    private double Left(DateTimeOffset start)
    {
        double end = Filter(isStart: false) is { } time ? spread!.PositionOf(time) : query.Order.IsDescending ? 0 : 1;
        return Math.Max(Math.Abs(spread!.PositionOf(start) - end), double.Epsilon);
    }

    private DateTimeOffset? Filter(bool isStart) =>
        query.Filters.GetValueOrDefault(isStart == query.Order.IsDescending ? "to" : "from") as DateTimeOffset?;

    /// <summary>How many rows the planner expects when only these filters are asked for.</summary>
    private async Task<double> EstimateAsync(Func<string, bool> isAsked, ListPart part, CancellationToken cancellationToken)
    {
        var filters = query.Filters.Where(filter => isAsked(filter.Key)).ToDictionary();
        IReadOnlyList<string> plan = await database.ReadBatchAsync(
            ListSql.Estimate(query with { Filters = filters }, part), row => row.GetString(0), cancellationToken);
        using JsonDocument document = JsonDocument.Parse(plan[0]);
        return document.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }

    private async Task<TimeSpread?> ReadSpreadAsync(CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            StatisticsSql,
            null,
            row => row.IsDBNull(0) || row.IsDBNull(1)
                ? null
                : TimeSpread.TryCreate(
                    row.GetFieldValue<DateTimeOffset[]>(0), row.GetFieldValue<DateTimeOffset>(1), row.GetFieldValue<DateTimeOffset>(2)),
            cancellationToken))[0];
}
