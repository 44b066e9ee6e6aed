using System.Text;

namespace Simulators.BrightData.Jobs;

/// <summary>Reads a CSV attachment: a header line, then one input per line; quotes as in RFC 4180.</summary>
internal static class CsvInput
{
    public static IEnumerable<Dictionary<string, string>> Read(string text)
    {
        List<List<string>> rows = Rows(text);
        if (rows.Count < 2)
        {
            yield break;
        }

        List<string> header = rows[0];
        foreach (List<string> row in rows.Skip(1))
        {
            yield return header.Zip(row).Where(c => c.Second.Length > 0).ToDictionary(c => c.First.Trim(), c => c.Second);
        }
    }

    private static List<List<string>> Rows(string text)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        foreach (char c in text.TrimStart('\uFEFF').Replace("\"\"", "\0", StringComparison.Ordinal) + "\n")
        {
            switch (c)
            {
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    row.Add(cell.ToString());
                    cell.Clear();
                    break;
                case '\n' when !quoted:
                    row.Add(cell.ToString().TrimEnd('\r'));
                    cell.Clear();
                    if (row.Count > 1 || row[0].Length > 0)
                    {
                        rows.Add(row);
                    }

                    row = [];
                    break;
                default:
                    cell.Append(c == '\0' ? '"' : c);
                    break;
            }
        }

        return rows;
    }
}
