using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Ingestion.Core.Read;
using Ingestion.Functions.Http;

namespace Ingestion.Functions.Read;

/// <summary>
/// Writes rows as CSV (RFC 4180, UTF-8). A text that a spreadsheet would run as a formula gets an apostrophe in front, which
/// spreadsheets show as text.
/// </summary>
internal sealed class RowCsv(IReadOnlyList<ReadField> fields)
{
    private const string EndOfLine = "\r\n";
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r");
    private readonly StringBuilder _line = new();

    public void WriteNames(PipeWriter output)
    {
        _line.AppendJoin(',', fields.Select(field => field.Name));
        WriteLine(output);
    }

    public void Write(PipeWriter output, ListRows rows)
    {
        for (int column = 0; column < fields.Count; column++)
        {
            _line.Append(column == 0 ? "" : ",");
            FieldKind kind = fields[column].Kind;
            if (kind is FieldKind.Cursor)
            {
                _line.Append(rows.Cursor);
            }
            else if (!rows.Row.IsDBNull(column))
            {
                Append(rows.Row, column, kind);
            }
        }

        WriteLine(output);
    }

    private void Append(DbDataReader row, int column, FieldKind kind)
    {
        switch (kind)
        {
            case FieldKind.Number:
                _line.Append(CultureInfo.InvariantCulture, $"{row.GetInt64(column)}");
                break;
            case FieldKind.Flag:
                _line.Append(row.GetBoolean(column) ? "true" : "false");
                break;
            case FieldKind.Time:
                _line.Append(UtcTimeConverter.ToText(row.GetFieldValue<DateTimeOffset>(column)));
                break;
            case FieldKind.Date:
                _line.Append(row.GetFieldValue<DateOnly>(column).ToString("O", CultureInfo.InvariantCulture));
                break;
            case FieldKind.Uuid:
                _line.Append(row.GetGuid(column));
                break;
            case FieldKind.Decimal:
                _line.Append(row.GetString(column));
                break;
            case FieldKind.Texts:
                AppendText(string.Join(' ', row.GetFieldValue<string[]>(column)));
                break;
            default:
                AppendText(row.GetString(column));
                break;
        }
    }

    private void AppendText(string text)
    {
        string harmless = text.Length > 0 && FormulaStarts.Contains(text[0]) ? "'" + text : text;
        if (harmless.AsSpan().ContainsAny(Special))
        {
            _line.Append('"').Append(harmless.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        else
        {
            _line.Append(harmless);
        }
    }

    private void WriteLine(PipeWriter output)
    {
        _line.Append(EndOfLine);
        Encoding.UTF8.GetBytes(_line.ToString(), output);
        _line.Clear();
    }
}
