namespace Simulators.Platforms.Meta;

/// <summary>The parameter <c>fields</c>: names with what is asked for within them, <c>id,children{media_url},insights.metric(reach,views)</c>.</summary>
internal static class GraphFields
{
    private const string Metrics = ".metric(";

    /// <summary>The names at the top.</summary>
    public static IEnumerable<string> Names(string fields) => Split(fields).Select(field => field[..End(field)]);

    /// <summary>The metrics of <c>insights.metric(...)</c>; null when they are not asked for.</summary>
    public static string[]? InsightMetrics(string fields) => Split(fields)
        .FirstOrDefault(field => field.StartsWith("insights" + Metrics, StringComparison.Ordinal)) is { } asked
        ? asked["insights".Length..][Metrics.Length..^1].Split(',')
        : null;

    private static int End(string field) => field.IndexOfAny(['.', '{', '(']) is >= 0 and var end ? end : field.Length;

    private static IEnumerable<string> Split(string fields)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            depth += fields[i] is '{' or '(' ? 1 : fields[i] is '}' or ')' ? -1 : 0;
            if (fields[i] == ',' && depth == 0)
            {
                yield return fields[start..i];
                start = i + 1;
            }
        }

        yield return fields[start..];
    }
}
