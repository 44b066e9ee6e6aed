using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ingestion.Core.Security;

/// <summary>
/// The key-encryption keys by id, and which of them wraps what is new. Text form:
/// <c>{"current":"2026-11","keys":{"2026-05":"(32 bytes, base64)","2026-11":"(32 bytes, base64)"}}</c>.
/// </summary>
internal sealed partial class KeyRing
{
    private readonly FrozenDictionary<string, byte[]> keys;

    private KeyRing(string currentId, FrozenDictionary<string, byte[]> keys)
    {
        CurrentId = currentId;
        this.keys = keys;
    }

    /// <summary>The id of the key that wraps new data keys: 1 to 64 letters, digits, dots, dashes and underscores.</summary>
    internal string CurrentId { get; }

    internal ReadOnlySpan<byte> CurrentKey => keys[CurrentId];

    /// <exception cref="FormatException">The text is something else; the message says what, without quoting it.</exception>
    internal static KeyRing Parse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            Dictionary<string, byte[]> keys = root.GetProperty("keys").EnumerateObject().ToDictionary(
                key => IdPattern().IsMatch(key.Name) ? key.Name : throw new FormatException("a key id has forbidden characters"),
                key => Checked(key.Value.GetBytesFromBase64()),
                StringComparer.Ordinal);
            string current = root.GetProperty("current").GetString() ?? "";
            return keys.ContainsKey(current)
                ? new KeyRing(current, keys.ToFrozenDictionary(StringComparer.Ordinal))
                : throw new FormatException("`current` names none of the keys");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            // The fault's own text may quote a key, so it goes no further.
            throw new FormatException("the text is not {\"current\":\"<id>\",\"keys\":{\"<id>\":\"<32 bytes, base64>\"}}");
        }
    }

    internal bool TryFind(string id, [NotNullWhen(true)] out byte[]? key) => keys.TryGetValue(id, out key);

    private static byte[] Checked(byte[] key) => key.Length == Envelope.KeyBytes
        ? key
        : throw new FormatException($"a key does not have {Envelope.KeyBytes} bytes");

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
