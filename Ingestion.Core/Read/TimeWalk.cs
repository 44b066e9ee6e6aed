using System.Text.Json;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Read;

/// <summary>
/// Finds posts by hashtags and words in the order of time. No index has both: one gives all posts of a word, unordered, the other
/// all posts in order, whatever their words. So the time is walked through in windows, the first one just long enough to hold a
/// page by what the planner knows about the words, each further one much longer. In a window both indexes are used together.
/// Words that many posts have are met soon in the order of time; of words that few posts have, all posts are looked up.
/// </summary>
internal sealed class TimeWalk(Database database, ListQuery query)
{
    // What these are taken from, in a table that is larger than the database's memory: a row fetched from anywhere 5 us, a row's
    // entry taken from an index by itself 0.5 us (bench: read). Fewer rows than these are fetched in less time than it takes to
    // take the entries of the window that would hold a page.
    private const double FewRows = 8_000;

    // From this share on, fetching rows in the order of time until a page is full is faster than taking all entries of the word.
    private const double CommonShare = 0.015;
    private const double CommonMargin = 4;
    private const double Margin = 2;
    private const double Growth = 8;

    // Below this share the planner guesses: a word that it does not know may be on thousands of posts, or on one. When the
    // first window shows that there are fewer than it guessed, looking all of them up is the best guess.
    private const double KnownShare = 0.005;

    private const string StatisticsSql = """
        select s.histogram_bounds::text::timestamptz[], c.reltuples::float8
        from pg_class c
        left join pg_stats s on s.schemaname = 'ingestion' and s.tablename = c.relname and s.attname = 'published_at'
        where c.oid = 'ingestion.social_posts'::regclass
        """;

    private TimeSpread? spread;
    private double growth = Growth;

    internal static bool IsNeeded(ListQuery query) =>
        query.Order.Sort == query.Listing.SortNames.First() && query.Filters.Keys.Any(query.Listing.Searches.Contains);

    /// <summary>The first window for a page of so many rows; null leaves it to the planner.</summary>
    internal async Task<ListWindow?> StartAsync(ListPart part, int rows, CancellationToken cancellationToken)
    {
        double expected = await EstimateAsync(query, part, cancellationToken);
        double? others = await EstimateOthersAsync(part, cancellationToken);
        if (expected <= FewRows && !(expected >= CommonShare * others))
        {
            return ListWindow.Whole;
        }

        (spread, double all) = await ReadStatisticsAsync(cancellationToken);
        if (spread is null)
        {
            return null;
        }

        growth = expected < KnownShare * all ? double.PositiveInfinity : Growth;
        double start = Start(part);
        double length = Math.Max(Left(start), double.Epsilon);
        bool isCommon = expected >= CommonShare * (others ?? all * length);
        double share = (isCommon ? CommonMargin : Margin) * rows * length / expected;
        return Window(spread, null, start, share, isLookedUp: !isCommon);
    }

    /// <summary>The window that follows one with too few rows; null when that was the last.</summary>
    internal ListWindow? Next(ListWindow window) => window.End is { } end && spread is not null
        ? Window(spread, end, spread.PositionOf(end), window.Share * growth, isLookedUp: true)
        : null;

    private ListWindow Window(TimeSpread times, DateTimeOffset? from, double start, double share, bool isLookedUp) =>
        share > Left(start) / 2
            ? ListWindow.Whole with { Start = from }
            : new ListWindow(from, times.At(query.Order.IsDescending ? start - share : start + share), share, isLookedUp);

    /// <summary>Where in the table's time the walk starts, 0 (oldest) to 1.</summary>
    private double Start(ListPart part) => (part.After?.Value as DateTimeOffset? ?? Filter(isStart: true)) is { } time
        ? spread!.PositionOf(time)
        : query.Order.IsDescending ? 1 : 0;

    /// <summary>How much of the table is left from there on.</summary>
    private double Left(double start)
    {
        double end = Filter(isStart: false) is { } time ? spread!.PositionOf(time) : query.Order.IsDescending ? 0 : 1;
        return Math.Abs(start - end);
    }

    private DateTimeOffset? Filter(bool isStart) =>
        query.Filters.GetValueOrDefault(isStart == query.Order.IsDescending ? "to" : "from") as DateTimeOffset?;

    /// <summary>How many rows the filters that have an index of their own leave; null when there are none.</summary>
    private async Task<double?> EstimateOthersAsync(ListPart part, CancellationToken cancellationToken)
    {
        var others = query.Filters.Where(filter => !query.Listing.Searches.Contains(filter.Key)).ToDictionary();
        return others.Keys.All(name => name is "from" or "to")
            ? null
            : await EstimateAsync(query with { Filters = others }, part, cancellationToken);
    }

    private async Task<double> EstimateAsync(ListQuery asked, ListPart part, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> plan = await database.ReadBatchAsync(
            ListSql.Estimate(asked, part), row => row.GetString(0), cancellationToken);
        using JsonDocument document = JsonDocument.Parse(plan[0]);
        return document.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }

    private async Task<(TimeSpread? Spread, double All)> ReadStatisticsAsync(CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            StatisticsSql,
            null,
            row => (
                row.IsDBNull(0) ? null : TimeSpread.TryCreate(row.GetFieldValue<DateTimeOffset[]>(0)),
                Math.Max(1, row.GetDouble(1))),
            cancellationToken))[0];
}
