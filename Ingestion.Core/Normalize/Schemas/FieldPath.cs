using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ingestion.Core.Normalize.Schemas;

/// <summary>JSON paths (RFC 9535) of fields whose names nobody chose carefully.</summary>
internal static partial class FieldPath
{
    /// <summary><c>$[17]</c></summary>
    internal static string OfRecord(long index) => string.Create(CultureInfo.InvariantCulture, $"$[{index}]");

    /// <summary><c>$.likes</c>, or <c>$['a name']</c>.</summary>
    internal static string Of(string parent, string name) =>
        PlainName().IsMatch(name) ? $"{parent}.{name}" : $"{parent}['{Escape(name)}']";

    private static StringBuilder Escape(string name)
    {
        StringBuilder escaped = new(name.Length + 8);
        foreach (char c in name)
        {
            _ = c switch
            {
                '\'' or '\\' => escaped.Append('\\').Append(c),
                _ when char.IsControl(c) => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        return escaped;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();
}
