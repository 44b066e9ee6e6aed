using Ingestion.Core.Read;
using Ingestion.Functions.Http;

namespace Ingestion.Functions.Read;

/// <summary>Reads what every list has: `sort`, `order`, `fields`, `limit`, `cursor`.</summary>
internal static class ListParameters
{
    private const int MaxFieldsLength = 2000;
    private const int MaxCursorLength = 4096;

    public static ListQuery Read(
        QueryReader parameters, Listing listing, IReadOnlyDictionary<string, object> filters, WireFormat format)
    {
        ListOrder order = ReadOrder(parameters, listing);
        bool isPage = format is WireFormat.Json || parameters.Text("limit") is not null;
        return new ListQuery
        {
            Listing = listing,
            Fields = ReadFields(parameters, listing),
            Filters = filters,
            Order = order,
            Limit = isPage ? parameters.Number("limit", 1, ListQuery.MaxLimit, ListQuery.DefaultLimit) : ListQuery.MaxExport,
            Cursor = ReadCursor(parameters, listing, order, filters),
        };
    }

    /// <summary>`sort=likes` is ascending, `sort=-likes` descending; `order` says it in words.</summary>
    private static ListOrder ReadOrder(QueryReader parameters, Listing listing)
    {
        string? sort = parameters.Parsed(
            "sort",
            text => listing.SortNames.Contains(text.StartsWith('-') ? text[1..] : text) ? text : null,
            $"must be one of {string.Join(", ", listing.SortNames)}, with or without a leading -");
        string? order = parameters.Parsed("order", text => text is "asc" or "desc" ? text : null, "must be asc or desc");
        bool isMarked = sort?.StartsWith('-') == true;
        if (isMarked && order == "asc")
        {
            parameters.Fail("order", "must not be asc when sort begins with -");
        }

        bool isDescending = order is null ? sort is null || isMarked : order == "desc";
        return new ListOrder(sort?.TrimStart('-') ?? listing.SortNames.First(), isDescending);
    }

    private static IReadOnlyList<ReadField> ReadFields(QueryReader parameters, Listing listing)
    {
        if (parameters.Text("fields", MaxFieldsLength) is not { } text)
        {
            return listing.DefaultFields;
        }

        string[] names = [.. text.Split(',', StringSplitOptions.TrimEntries).Distinct()];
        string[] unknown = [.. names.Where(name => listing.FindField(name) is null)];
        if (unknown.Length > 0)
        {
            parameters.Fail("fields", $"must be a comma-separated list of {string.Join(", ", listing.FieldNames)}");
            return listing.DefaultFields;
        }

        return [.. names.Select(name => listing.FindField(name)!)];
    }

    private static PageCursor? ReadCursor(
        QueryReader parameters, Listing listing, ListOrder order, IReadOnlyDictionary<string, object> filters)
    {
        if (parameters.Text("cursor", MaxCursorLength) is not { } text)
        {
            return null;
        }

        PageCursor? cursor = PageCursor.TryParse(text, listing, order, filters);

        // With other faults in the query it cannot be told whether the cursor belongs to it.
        if (cursor is null && (parameters.Errors.Count == 0 || !PageCursor.IsCursor(text)))
        {
            parameters.Fail("cursor", "must be the `next` of an earlier page with the same sort, order and filters");
        }

        return cursor;
    }
}
