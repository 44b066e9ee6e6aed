using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Ingestion.Core.Read;
using Ingestion.Functions.Http;

namespace Ingestion.Functions.Read;

/// <summary>Writes rows as CSV (RFC 4180, UTF-8). Texts that a spreadsheet would run as a formula are defused.</summary>
internal sealed class RowCsv(IReadOnlyList<ReadField> fields)
{
    private const string EndOfLine = "\r\n";
    private static readonly SearchValues<char> Special = SearchValues.Create(",;\t\"\r\n");
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
            if (fields[column].Kind is FieldKind.Cursor)
            {
                _line.Append(rows.Cursor);
            }
            else
            {
                Append(rows.Row[column], fields[column].Kind);
            }
        }

        WriteLine(output);
    }

    private void Append(object? value, FieldKind kind)
    {
        switch (value)
        {
            case null:
                break;
            case long number:
                _line.Append(CultureInfo.InvariantCulture, $"{number}");
                break;
            case bool flag:
                _line.Append(flag ? "true" : "false");
                break;
            case DateTimeOffset time:
                _line.Append(UtcTimeConverter.ToText(time));
                break;
            case DateOnly date:
                _line.Append(date.ToString("O", CultureInfo.InvariantCulture));
                break;
            case Guid id:
                _line.Append(id);
                break;
            case string[] texts:
                AppendText(string.Join(' ', texts));
                break;
            case string number when kind is FieldKind.Decimal:
                _line.Append(number);
                break;
            default:
                AppendText((string)value);
                break;
        }
    }

    private void AppendText(string text)
    {
        string harmless = Formulas.Defuse(text);
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
