using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.MetaInsights;

/// <summary>
/// Metrics of a post as Meta lists them: <c>{"name":"reach","values":[{"value":9}]}</c>, or with <c>total_value</c>. An empty list is no
/// zero: what is not listed is unknown.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.1; read 2026-11-21.</remarks>
internal sealed class MetricReader(FieldReader fields)
{
    private static readonly MemberNames Answers = MemberNames.Of<Answer>();
    private static readonly MemberNames Metrics = MemberNames.Of<Metric>();
    private static readonly MemberNames Values = MemberNames.Of<MetricValue>();

    private readonly Dictionary<string, long> found = new(StringComparer.Ordinal);

    private enum Answer
    {
        Data,
    }

    private enum Metric
    {
        Name,
        Values,
        TotalValue,
    }

    private enum MetricValue
    {
        Value,
    }

    /// <summary>A metric by its name; null when it was not listed, or without a count.</summary>
    public long? this[string name] => found.TryGetValue(name, out var count) ? count : null;

    public void Begin() => found.Clear();

    /// <summary>A list of answers, each with its metrics in <c>data</c>.</summary>
    public void ReadAnswers(ref Utf8JsonReader json)
    {
        if (!fields.BeginArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            if (!fields.BeginObject(ref json))
            {
                continue;
            }

            var number = fields.Index;
            while (fields.NextMember(ref json, Answers) >= 0)
            {
                ReadData(ref json);
                fields.Index = number;
            }
        }
    }

    /// <summary>A list of metrics.</summary>
    public void ReadData(ref Utf8JsonReader json)
    {
        if (!fields.BeginArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            if (fields.BeginObject(ref json))
            {
                ReadMetric(ref json);
            }
        }
    }

    private void ReadMetric(ref Utf8JsonReader json)
    {
        string? name = null;
        long? count = null;
        var number = fields.Index;
        for (var member = fields.NextMember(ref json, Metrics); member >= 0; member = fields.NextMember(ref json, Metrics))
        {
            switch ((Metric)member)
            {
                case Metric.Name:
                    name = fields.Text(ref json);
                    break;
                case Metric.Values:
                    count = ReadValues(ref json) ?? count;
                    fields.Index = number;
                    break;
                default:
                    count = ReadValue(ref json) ?? count;
                    break;
            }
        }

        if (name is not null && count is { } known)
        {
            found[name] = known;
        }
    }

    /// <summary>The last one, which is the newest where there are several.</summary>
    private long? ReadValues(ref Utf8JsonReader json)
    {
        long? count = null;
        if (fields.BeginArray(ref json))
        {
            while (fields.NextElement(ref json))
            {
                count = ReadValue(ref json);
            }
        }

        return count;
    }

    /// <summary>A value may be an object of counts by kind, which is none of ours.</summary>
    private long? ReadValue(ref Utf8JsonReader json)
    {
        long? count = null;
        if (fields.BeginObject(ref json))
        {
            while (fields.NextMember(ref json, Values) >= 0)
            {
                count = fields.CountOrOther(ref json);
            }
        }

        return count;
    }
}
