using Ingestion.Core.Search;
using Npgsql;

namespace Ingestion.Core.Read;

/// <summary>
/// The statements of a page. Names come from a <see cref="Listing"/>, values are parameters. Rows without a sort value follow
/// after the others in a statement of their own, so that each statement reads one range of one index.
/// </summary>
internal static class ListSql
{
    // One value's plan is wrong for another: a rare brand is looked up, a common one met soon enough in the order of likes.
    // To compile a statement, or to start helpers for it, costs more than a page does. What is read often is in memory.
    // A bitmap of millions of posts must not forget which of a page's rows it means: each would be searched for its words.
    private const string Settings = """
        select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true),
            set_config('max_parallel_workers_per_gather', '0', true), set_config('random_page_cost', '1.1', true),
            set_config('work_mem', '64MB', true)
        """;

    /// <summary>Reads at most <paramref name="rows"/> rows: their fields, then their sort value and key.</summary>
    internal static NpgsqlBatchCommand[] Page(ListQuery query, ListPart part, int rows)
    {
        ListSort sort = query.Listing.FindSort(query.Order.Sort)!;
        IEnumerable<string> columns =
        [
            .. query.Fields.Select(field => field.Selected),
            sort.Kind == FieldKind.Decimal ? $"({sort.Sql})::text" : sort.Sql,
            .. query.Listing.Key.Select(field => field.Sql),
        ];
        string order = string.Join(", ", Ordered(query.Listing, part, sort).Select(by => Directed(by, query.Order)));
        NpgsqlBatchCommand command = Command(
            $"select {string.Join(", ", columns)} from {From(query, part, sort, order)} order by {order} limit @rows", query, part);
        command.Parameters.AddWithValue("rows", rows);
        return [new NpgsqlBatchCommand(Settings), command];
    }

    /// <summary>Tells how many rows the planner expects, from here on when they are in the order of a column of their own; reads none.</summary>
    internal static NpgsqlBatchCommand[] Estimate(ListQuery query, ListPart part)
    {
        string where = query.Listing.FindSort(query.Order.Sort)!.IsJoined ? Where(Filters(query)) : Where(query, part);
        return [new NpgsqlBatchCommand(Settings), Command($"explain (format json) select 1 from {query.Listing.Table}{where}", query, part)];
    }

    /// <summary>
    /// What is read and sorted. Joins come after the limit wherever the order allows it, for a page needs few of them.
    /// </summary>
    private static string From(ListQuery query, ListPart part, ListSort sort, string order)
    {
        Listing listing = query.Listing;
        if (part.Window is { IsLookedUp: true } window)
        {
            // The offset keeps the conditions apart: inside only those of the lookup, for which there is one index. What it has answered in
            // full is not asked again: reading the words of every row found is most of a page's work. The page's rows are taken from where they were
            // found, which holds within a statement: their blocks are in memory, those of the key's index need not be.
            string[] left = [.. query.Filters.Keys.Where(name => !IsLookedUpInFull(listing, name)).Select(name => listing.Filters[name])];
            string remaining = Where([.. left, .. Conditions(query, part, sort)]);
            string found = $"(select *, ctid as place from {listing.Table} where {Lookup(query, window)} offset 0) {listing.Alias}";
            return $"""
                (select place from {found} {(sort.IsJoined ? listing.Joins : "")}{remaining} order by {order} limit @rows) k
                join {listing.Table} on {listing.Alias}.ctid = k.place {listing.Joins}
                """;
        }

        string where = Where(query, part);
        return listing.Joins.Length == 0 || sort.IsJoined
            ? $"{listing.Table} {listing.Joins}{where}"
            : $"(select {listing.Alias}.* from {listing.Table}{where} order by {order} limit @rows) {listing.Alias} {listing.Joins}";
    }

    private static bool IsLookedUpInFull(Listing listing, string filter) =>
        listing.Lookup!.Conditions.TryGetValue(filter, out string? condition) && condition == listing.Filters[filter];

    private static string Lookup(ListQuery query, ListWindow window)
    {
        ListLookup lookup = query.Listing.Lookup!;
        IEnumerable<string> conditions = query.Filters.Keys.Where(lookup.Conditions.ContainsKey).Select(name => lookup.Conditions[name]);
        return string.Join(" and ", window.Buckets is null ? conditions : conditions.Append($"{lookup.Buckets} && @window_buckets"));
    }

    private static string Where(ListQuery query, ListPart part) =>
        Where([.. Filters(query), .. Conditions(query, part, query.Listing.FindSort(query.Order.Sort)!)]);

    private static string Where(string[] conditions) => conditions.Length == 0 ? "" : " where " + string.Join(" and ", conditions);

    private static string[] Filters(ListQuery query) => [.. query.Filters.Keys.Select(name => query.Listing.Filters[name])];

    private static IEnumerable<string> Conditions(ListQuery query, ListPart part, ListSort sort)
    {
        if (sort.IsNullable)
        {
            yield return $"{sort.Sql} is {(part.IsUnknown ? "" : "not ")}null";
        }

        bool isDescending = query.Order.IsDescending;
        if (part.After is { } after)
        {
            string[] left = [.. Ordered(query.Listing, part, sort)];
            string[] right = [.. after.Key.Select((_, at) => $"@after_{at}")];
            string value = sort.Kind == FieldKind.Decimal ? "@after_value::numeric" : "@after_value";
            string[] placed = part.IsUnknown ? right : [value, .. right];

            // The columns below are of two tables: without this the index of the counts is read from its beginning for each stretch.
            if (sort.IsJoined && !part.IsUnknown)
            {
                yield return $"{sort.Sql} {(isDescending ? "<=" : ">=")} {value}";
            }

            yield return $"({string.Join(", ", left)}) {(isDescending ? "<" : ">")} ({string.Join(", ", placed)})";
        }

        if (part.Window is { Start: not null })
        {
            yield return $"{sort.Sql} {(isDescending ? "<" : ">")} @window_start";
        }

        if (part.Window is { End: not null })
        {
            yield return $"{sort.Sql} {(isDescending ? ">=" : "<=")} @window_end";
        }
    }

    private static IEnumerable<string> Ordered(Listing listing, ListPart part, ListSort sort) =>
        part.IsUnknown ? listing.Key.Select(field => field.Sql) : [sort.Sql, .. listing.Key.Select(field => field.Sql)];

    private static string Directed(string by, ListOrder order) => order.IsDescending ? by + " desc" : by;

    private static NpgsqlBatchCommand Command(string sql, ListQuery query, ListPart part)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach ((string name, object value) in query.Filters)
        {
            command.Parameters.AddWithValue(name, value is WordQuery words ? words.TsQuery : value);
        }

        Add(command, "after_value", part.After?.Value);
        for (int at = 0; at < part.After?.Key.Count; at++)
        {
            Add(command, $"after_{at}", part.After.Key[at]);
        }

        Add(command, "window_start", part.Window?.Start);
        Add(command, "window_end", part.Window?.End);
        Add(command, "window_buckets", part.Window?.Buckets);
        return command;
    }

    private static void Add(NpgsqlBatchCommand command, string name, object? value)
    {
        if (value is not null)
        {
            command.Parameters.AddWithValue(name, value);
        }
    }
}
