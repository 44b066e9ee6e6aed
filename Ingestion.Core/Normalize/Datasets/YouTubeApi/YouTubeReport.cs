using System.Text.Json;
using System.Text.Json.Serialization;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.YouTubeApi;

/// <summary>
/// Reports of YouTube Analytics by day: the names of the columns in <c>columnHeaders</c>, the days in <c>rows</c>, with <c>day</c> in a column of its
/// own. Other shapes are passed over.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.4, unconfirmed there; that days are California's is from memory; read 2026-11-22.</remarks>
internal sealed class YouTubeReport(FieldReader fields)
{
    private const string DayColumn = "day";

    private static readonly MemberNames Members = MemberNames.Of<Member>();
    private static readonly MemberNames HeaderMembers = MemberNames.Of<HeaderMember>();

    private readonly List<string?> columns = [];
    private readonly List<long?> cells = [];

    private enum Member
    {
        [JsonStringEnumMemberName("columnHeaders")]
        Headers,

        Rows,
    }

    private enum HeaderMember
    {
        Name,
    }

    /// <summary><c>insights</c>: a list of reports.</summary>
    internal void Read(ref Utf8JsonReader json, ProfileDraft channel)
    {
        channel.ClearInsights();
        if (!FieldReader.IsArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            if (FieldReader.IsObject(ref json))
            {
                ReadReport(ref json, channel);
            }
        }
    }

    /// <summary>The rows mean nothing without the headers, whichever come first.</summary>
    private void ReadReport(ref Utf8JsonReader json, ProfileDraft channel)
    {
        columns.Clear();
        Utf8JsonReader rows = default;
        for (int member = fields.NextMember(ref json, Members); member >= 0; member = fields.NextMember(ref json, Members))
        {
            if ((Member)member == Member.Headers)
            {
                ReadHeaders(ref json);
            }
            else
            {
                rows = json;
                FieldReader.Skip(ref json);
            }
        }

        int day = columns.IndexOf(DayColumn);
        if (day >= 0 && rows.TokenType == JsonTokenType.StartArray)
        {
            while (fields.NextElement(ref rows))
            {
                ReadRow(ref rows, day, channel);
            }
        }
    }

    private void ReadHeaders(ref Utf8JsonReader json)
    {
        columns.Clear();
        if (!FieldReader.IsArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            columns.Add(FieldReader.IsObject(ref json) ? ReadName(ref json) : null);
        }
    }

    private string? ReadName(ref Utf8JsonReader json)
    {
        string? name = null;
        while (fields.NextMember(ref json, HeaderMembers) >= 0)
        {
            name = FieldReader.Metric(ref json);
        }

        return name;
    }

    private void ReadRow(ref Utf8JsonReader json, int dayColumn, ProfileDraft channel)
    {
        if (!FieldReader.IsArray(ref json))
        {
            return;
        }

        DateOnly? day = null;
        cells.Clear();
        while (fields.NextElement(ref json))
        {
            bool isDay = cells.Count == dayColumn;
            day = isDay ? FieldReader.Day(ref json) : day;
            cells.Add(isDay ? null : FieldReader.WholeNumber(ref json));
        }

        for (int column = 0; column < Math.Min(cells.Count, columns.Count); column++)
        {
            channel.AddInsight(columns[column], day, cells[column]);
        }
    }
}
