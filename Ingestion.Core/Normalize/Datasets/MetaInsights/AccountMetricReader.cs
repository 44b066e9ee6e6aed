using System.Text.Json;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.MetaInsights;

/// <summary>
/// Metrics of an account by day, as Meta lists them: <c>{"name":"page_follows","values":[{"value":9,"end_time":"2026-11-20T08:00:00+0000"}]}</c>,
/// or <c>{"name":"reach","total_value":{"value":9021}}</c> for the time that was asked for. Other shapes, values by kind and longer periods are
/// passed over.
/// </summary>
/// <remarks>
/// Source: reference/provider-apis.md 2.1 and 2.2. A day ends at its <c>end_time</c>, midnight in California: asked since 2018-01-01, the first
/// one is 2018-01-02T08:00:00. https://developers.facebook.com/docs/platforminsights/page, as stored publicly; read 2026-11-22.
/// </remarks>
internal sealed class AccountMetricReader(FieldReader fields)
{
    private static readonly MemberNames Answers = MemberNames.Of<Answer>();
    private static readonly MemberNames Metrics = MemberNames.Of<Metric>();
    private static readonly MemberNames Values = MemberNames.Of<MetricValue>();

    private readonly List<(DateOnly? Day, long Value)> values = [];
    private readonly List<(string Metric, DateOnly? Day, long Value)> found = [];

    private enum Answer
    {
        Data,
    }

    private enum Metric
    {
        Name,
        Period,
        Values,
        TotalValue,
    }

    private enum MetricValue
    {
        Value,
        EndTime,
    }

    public void Begin() => found.Clear();

    /// <summary>A list of answers, each with its metrics in <c>data</c>.</summary>
    public void Read(ref Utf8JsonReader json)
    {
        Begin();
        if (!FieldReader.IsArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            if (FieldReader.IsObject(ref json))
            {
                while (fields.NextMember(ref json, Answers) >= 0)
                {
                    ReadData(ref json);
                }
            }
        }
    }

    /// <summary>Hands on what was read.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="asked">The day of the values that name none; null where there is no such day.</param>
    public void AddTo(ProfileDraft account, DateOnly? asked)
    {
        foreach ((string metric, DateOnly? day, long value) in found)
        {
            account.AddInsight(metric, day ?? asked, value);
        }
    }

    private void ReadData(ref Utf8JsonReader json)
    {
        if (!FieldReader.IsArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            if (FieldReader.IsObject(ref json))
            {
                ReadMetric(ref json);
            }
        }
    }

    private void ReadMetric(ref Utf8JsonReader json)
    {
        string? name = null;
        bool isByDay = true;
        values.Clear();
        for (int member = fields.NextMember(ref json, Metrics); member >= 0; member = fields.NextMember(ref json, Metrics))
        {
            switch ((Metric)member)
            {
                case Metric.Name:
                    name = FieldReader.Metric(ref json);
                    break;
                case Metric.Period:
                    isByDay = FieldReader.Is(ref json, "day"u8);
                    break;
                case Metric.Values:
                    ReadValues(ref json);
                    break;
                default:
                    ReadValue(ref json);
                    break;
            }
        }

        if (name is not null && isByDay)
        {
            found.AddRange(values.Select(one => (name, one.Day, one.Value)));
        }
    }

    private void ReadValues(ref Utf8JsonReader json)
    {
        if (!FieldReader.IsArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            ReadValue(ref json);
        }
    }

    private void ReadValue(ref Utf8JsonReader json)
    {
        if (!FieldReader.IsObject(ref json))
        {
            return;
        }

        long? value = null;
        DateOnly? end = null;
        for (int member = fields.NextMember(ref json, Values); member >= 0; member = fields.NextMember(ref json, Values))
        {
            if ((MetricValue)member == MetricValue.Value)
            {
                value = FieldReader.WholeNumber(ref json);
            }
            else
            {
                end = FieldReader.Day(ref json);
            }
        }

        if (value is { } count)
        {
            values.Add((end?.AddDays(-1), count));
        }
    }
}
