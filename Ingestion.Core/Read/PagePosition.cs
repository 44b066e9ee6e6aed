using System.Globalization;
using System.Text.RegularExpressions;

namespace Ingestion.Core.Read;

/// <summary>A row's place in an order.</summary>
/// <param name="Value">What it is sorted by; null among the rows without a value.</param>
/// <param name="Key">Its key, which settles the order of equal rows.</param>
internal sealed partial record PagePosition(object? Value, IReadOnlyList<object> Key)
{
    /// <summary>The place of a row whose sort value and key are its values from <paramref name="column"/> on.</summary>
    internal static PagePosition Of(object?[] row, int column) => new(row[column], row[(column + 1)..]!);

    /// <summary>Reads what <see cref="Write()"/> wrote; null when it fits neither the sort nor the key.</summary>
    internal static PagePosition? TryRead(IReadOnlyList<string?> texts, ListSort sort, IReadOnlyList<ReadField> key)
    {
        if (texts.Count != key.Count + 1 || (texts[0] is null && !sort.IsNullable))
        {
            return null;
        }

        object? value = texts[0] is { } text ? TryParse(text, sort.Kind) : null;
        object?[] keys = [.. key.Select((field, at) => texts[at + 1] is { } part ? TryParse(part, field.Kind) : null)];
        return (value is null) == (texts[0] is null) && keys.All(part => part is not null)
            ? new PagePosition(value, [.. keys.Select(part => part!)])
            : null;
    }

    internal IEnumerable<string?> Write() => [Value is null ? null : Write(Value), .. Key.Select(Write)];

    private static string Write(object value) => value switch
    {
        DateTimeOffset time => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static object? TryParse(string text, FieldKind kind) => kind switch
    {
        FieldKind.Number => long.TryParse(text, CultureInfo.InvariantCulture, out long number) ? number : null,
        FieldKind.Time => DateTimeOffset.TryParseExact(
            text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null,
        FieldKind.Date => DateOnly.TryParseExact(text, "O", out DateOnly date) ? date : null,
        FieldKind.Uuid => Guid.TryParseExact(text, "D", out Guid id) ? id : null,
        FieldKind.Decimal => Decimals().IsMatch(text) ? text : null,
        _ => text.Contains('\0', StringComparison.Ordinal) ? null : text,
    };

    [GeneratedRegex(@"\A-?[0-9]{1,100}(\.[0-9]{1,100})?\z")]
    private static partial Regex Decimals();
}
