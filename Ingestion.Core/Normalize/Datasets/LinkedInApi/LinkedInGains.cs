using System.Text.Json;
using System.Text.Json.Serialization;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.LinkedInApi;

/// <summary>
/// Reads the followers that an organization gained by day, each kind a metric by the name that LinkedIn gives it; a day is the one at which its
/// <c>timeRange</c> starts. Other shapes are passed over.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.6, where the spelling of the kinds is unconfirmed; read 2026-11-22.</remarks>
internal sealed class LinkedInGains(FieldReader fields)
{
    private static readonly MemberNames Answers = MemberNames.Of<Answer>();
    private static readonly MemberNames Elements = MemberNames.Of<Element>();
    private static readonly MemberNames Ranges = MemberNames.Of<TimeRange>();

    private readonly List<(string? Metric, long? Value)> gains = [];

    private enum Answer
    {
        Elements,
    }

    private enum Element
    {
        [JsonStringEnumMemberName("timeRange")]
        Range,

        [JsonStringEnumMemberName("followerGains")]
        Gains,
    }

    private enum TimeRange
    {
        Start,
    }

    /// <summary><c>insights</c>: a list of answers, each with its days in <c>elements</c>.</summary>
    internal void Read(ref Utf8JsonReader json, ProfileDraft organization)
    {
        organization.ClearInsights();
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
                    ReadElements(ref json, organization);
                }
            }
        }
    }

    private void ReadElements(ref Utf8JsonReader json, ProfileDraft organization)
    {
        if (!FieldReader.IsArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            if (FieldReader.IsObject(ref json))
            {
                ReadElement(ref json, organization);
            }
        }
    }

    private void ReadElement(ref Utf8JsonReader json, ProfileDraft organization)
    {
        DateOnly? day = null;
        gains.Clear();
        for (int member = fields.NextMember(ref json, Elements); member >= 0; member = fields.NextMember(ref json, Elements))
        {
            if ((Element)member == Element.Range)
            {
                day = ReadStart(ref json);
            }
            else
            {
                ReadGains(ref json);
            }
        }

        foreach ((string? metric, long? value) in gains)
        {
            organization.AddInsight(metric, day, value);
        }
    }

    private DateOnly? ReadStart(ref Utf8JsonReader json)
    {
        DateOnly? start = null;
        if (FieldReader.IsObject(ref json))
        {
            while (fields.NextMember(ref json, Ranges) >= 0)
            {
                start = FieldReader.Day(ref json);
            }
        }

        return start;
    }

    private void ReadGains(ref Utf8JsonReader json)
    {
        gains.Clear();
        if (!FieldReader.IsObject(ref json))
        {
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string? metric = FieldReader.Metric(ref json);
            if (json.Read())
            {
                gains.Add((metric, FieldReader.WholeNumber(ref json)));
            }
        }
    }
}
