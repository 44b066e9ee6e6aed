using System.Globalization;
using System.Text.Json;

namespace Simulators.Platforms.Meta;

/// <summary>What every call of a Graph API goes through: token, limits with their headers, faults; and how its lists are paged.</summary>
/// <param name="platform"><c>instagram</c> or <c>facebook</c>.</param>
/// <param name="useCase">The kind of use in the header: <c>instagram</c>, <c>pages</c>.</param>
/// <param name="limitCode">The code of a limit of the account.</param>
/// <param name="parts">What all platforms share.</param>
internal sealed class MetaGraph(string platform, string useCase, int limitCode, PlatformParts parts)
{
    private const int FirstPercentTold = 1;
    private const int MaxLimit = 100;
    private const string CursorStart = "QVFJ";
    private readonly MetaCalls _calls = new(parts.Grants.Time, parts.Options.MetaCallsPerHour);

    public DateTimeOffset Now => parts.Grants.Now;

    /// <summary>A route of the data.</summary>
    /// <param name="operation">What it is counted as.</param>
    /// <param name="handle">Answers; it is given the user whose token came.</param>
    public RequestDelegate Route(string operation, Func<HttpContext, string, (int, object)> handle) => parts.Route(
        platform, operation, MetaError.App(), context => Task.FromResult(Answer(context, operation, handle)));

    /// <summary>The fault of an answer with insights; null for a good one.</summary>
    /// <param name="metrics">What is asked for.</param>
    /// <param name="known">What there is.</param>
    public (int, object)? InsightFault(IEnumerable<string> metrics, IReadOnlyCollection<string> known)
    {
        if (parts.Faults.Take(platform, "insights_forbidden"))
        {
            return MetaError.Of(403, 10, null, "(#10) Application does not have permission for this action");
        }

        if (parts.Faults.Take(platform, "insights_unavailable"))
        {
            return MetaError.Unavailable();
        }

        return metrics.Except(known).Any() || parts.Faults.Take(platform, "insights_retired")
            ? MetaError.Of(400, 100, null, $"(#100) metric[0] must be one of the following values: {string.Join(", ", known)}")
            : null;
    }

    /// <summary>A page of a list with the cursor of the next one.</summary>
    /// <param name="context">The request, with <c>limit</c> and <c>after</c>.</param>
    /// <param name="total">Items in all.</param>
    /// <param name="page">Gives items from an offset on.</param>
    public (int, object) Page(HttpContext context, int total, Func<int, int, IEnumerable<object>> page)
    {
        IQueryCollection query = context.Request.Query;
        if (OffsetOf(query["after"]) is not { } offset)
        {
            return MetaError.Of(400, 100, null, "(#100) Invalid cursor");
        }

        int limit = int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? Math.Min(asked, MaxLimit) : 25;
        int next = parts.Faults.Take(platform, "repeat_cursor") ? offset : offset + limit;
        object[] data = [.. page(offset, limit)];
        var cursors = new { before = Cursor(offset), after = Cursor(next) };

        // The address of the next page holds the token, as Meta's does.
        object paging = next < total
            ? new { cursors, next = $"https://{context.Request.Path.Value![1..]}?limit={limit}&after={Cursor(next)}&access_token={query["access_token"]}" }
            : new { cursors };
        return (200, new { data, paging });
    }

    /// <summary>Of an item the fields that were asked for; its id always.</summary>
    public static Dictionary<string, object?> Pick(Dictionary<string, object?> item, IEnumerable<string> names) =>
        names.Append("id").Distinct().Where(item.ContainsKey).ToDictionary(name => name, name => item[name]);

    /// <summary>The time of <c>since</c> or <c>until</c>; now when there is none.</summary>
    public DateTimeOffset TimeOf(string? seconds) => long.TryParse(seconds, out long at) ? DateTimeOffset.FromUnixTimeSeconds(at) : Now;

    /// <summary>A time as Meta writes it.</summary>
    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss+0000", CultureInfo.InvariantCulture);

    private (int, object) Answer(HttpContext context, string operation, Func<HttpContext, string, (int, object)> handle)
    {
        string? token = context.Request.Query["access_token"];
        if (parts.Faults.Take(platform, "unauthorized") || parts.Grants.FindGood(platform, token) is not { } grant)
        {
            return MetaError.Expired();
        }

        if (parts.Faults.Take(platform, "quota"))
        {
            context.Response.Headers["X-App-Usage"] = """{"call_count":100,"total_time":25,"total_cputime":25}""";
            return MetaError.Of(400, 4, null, "(#4) Application request limit reached");
        }

        int percent = _calls.Count(grant.User);
        TellUsage(context.Response, grant.User, percent);
        if (percent > 100)
        {
            return MetaError.Of(400, limitCode, null, $"(#{limitCode}) There have been too many calls to this account.");
        }

        return parts.Faults.Take(platform, "forbidden") ? MetaError.Of(403, 10, null, "(#10) Application does not have permission for this action")
            : parts.Faults.Take(platform, "not_found") ? MetaError.NotFound(context.Request.RouteValues["id"]?.ToString() ?? operation)
            : handle(context, grant.User);
    }

    /// <summary>Nothing is told before there were enough calls.</summary>
    private void TellUsage(HttpResponse response, string id, int percent)
    {
        if (percent < FirstPercentTold)
        {
            return;
        }

        int regain = percent > 100 ? _calls.MinutesLeft() : 0;
        response.Headers["X-Business-Use-Case-Usage"] = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            [id] = new[]
            {
                new
                {
                    type = useCase, call_count = Math.Min(percent, 100), total_cputime = percent / 2, total_time = percent / 2,
                    estimated_time_to_regain_access = regain,
                },
            },
        });
    }

    private static string Cursor(int offset) => CursorStart + offset.ToString("x6", CultureInfo.InvariantCulture);

    /// <summary>Null for a cursor that this API never gave.</summary>
    private static int? OffsetOf(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return 0;
        }

        return cursor.StartsWith(CursorStart, StringComparison.Ordinal)
            && int.TryParse(cursor.AsSpan(CursorStart.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int offset)
            ? offset
            : null;
    }
}
