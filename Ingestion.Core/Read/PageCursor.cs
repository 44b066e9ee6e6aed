using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ingestion.Core.Read;

/// <summary>
/// A position in a list, meant to be handed back as it is: the last row's place in the order, and a fingerprint of list,
/// order and filters, because it means nothing in another list.
/// </summary>
public sealed class PageCursor
{
    private const int MaxLength = 4096;
    private const int FingerprintBytes = 9;

    private PageCursor(string fingerprint, PagePosition position)
    {
        Fingerprint = fingerprint;
        Position = position;
    }

    internal PagePosition Position { get; }

    private string Fingerprint { get; }

    /// <summary>Reads the wire form back.</summary>
    /// <param name="text">What a caller sent.</param>
    /// <param name="listing">The list that it is sent to.</param>
    /// <param name="order">The order that is asked for.</param>
    /// <param name="filters">The filters that are set.</param>
    /// <returns>Null when it is no cursor, or one of another list, order or set of filters.</returns>
    public static PageCursor? TryParse(
        string text, Listing listing, ListOrder order, IReadOnlyDictionary<string, object> filters)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(listing);
        ArgumentNullException.ThrowIfNull(order);
        if (ReadParts(text) is not [{ } sent, .. var place])
        {
            return null;
        }

        string fingerprint = FingerprintOf(listing, order, filters);
        return sent == fingerprint && PagePosition.TryRead(place, listing.FindSort(order.Sort)!, listing.Key) is { } position
            ? new PageCursor(fingerprint, position)
            : null;
    }

    /// <summary>True for the wire form of a cursor of any list.</summary>
    /// <param name="text">What a caller sent.</param>
    public static bool IsCursor(string text) => ReadParts(text) is { Length: > 1 };

    /// <summary>The wire form: URL-safe characters.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<string?[]>([Fingerprint, .. Position.Write()]));

    internal static PageCursor Of(ListQuery query, PagePosition position) =>
        new(FingerprintOf(query.Listing, query.Order, query.Filters), position);

    private static string?[]? ReadParts(string text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<string?[]>(Base64Url.DecodeFromChars(text));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string FingerprintOf(Listing listing, ListOrder order, IReadOnlyDictionary<string, object> filters)
    {
        StringBuilder asked = new($"{listing.Name}\n{order.Sort}\n{order.IsDescending}\n");
        foreach ((string name, object value) in filters.OrderBy(filter => filter.Key, StringComparer.Ordinal))
        {
            string shown = string.Create(CultureInfo.InvariantCulture, $"{(value is DateTimeOffset at ? at.UtcTicks : value)}");
            asked.Append(CultureInfo.InvariantCulture, $"{name}={shown.Length}:{shown}\n");
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(asked.ToString()));
        return Base64Url.EncodeToString(hash.AsSpan(0, FingerprintBytes));
    }
}
