using System.Text.RegularExpressions;

namespace Ingestion.Functions.Read;

/// <summary>
/// Puts an apostrophe before what a spreadsheet would run as a formula; spreadsheets show such a cell as text. A cell begins
/// with the text, and for a spreadsheet whose separator is not the comma after each semicolon, tab and line break as well.
/// </summary>
/// <remarks>https://cwe.mitre.org/data/definitions/1236.html</remarks>
internal static partial class Formulas
{
    public static string Defuse(string text) => Start().Replace(text, "'$0");

    // The full-width signs are those of East Asian keyboards; spreadsheets take them for = + - @.
    [GeneratedRegex(@"\A[\t\r\n]|(?:\A|(?<=[;\t\r\n]))[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]", RegexOptions.CultureInvariant)]
    private static partial Regex Start();
}
