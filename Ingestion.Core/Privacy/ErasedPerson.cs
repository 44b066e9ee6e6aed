using System.Text;
using System.Text.Json;

namespace Ingestion.Core.Privacy;

/// <summary>Somebody who is being erased, by name; kept until that is done.</summary>
/// <param name="Platform">Lower case: <c>facebook</c>.</param>
/// <param name="Ids">The platform's ids of them.</param>
/// <param name="Handles">Their public names, lower case.</param>
internal sealed record ErasedPerson(string Platform, IReadOnlyList<string> Ids, IReadOnlyList<string> Handles)
{
    private static readonly JsonSerializerOptions Wire = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal static string ToJson(IReadOnlyList<ErasedPerson> people) => JsonSerializer.Serialize(people, Wire);

    internal static IReadOnlyList<ErasedPerson> FromJson(string json) => JsonSerializer.Deserialize<List<ErasedPerson>>(json, Wire)!;

    /// <summary>Whether bytes that are no record, or none that could be read, name them. Both sides of a name must end there.</summary>
    internal bool IsNamedIn(ReadOnlySpan<byte> bytes)
    {
        byte[] lower = new byte[bytes.Length];
        for (int at = 0; at < lower.Length; at++)
        {
            lower[at] = bytes[at] is >= (byte)'A' and <= (byte)'Z' ? (byte)(bytes[at] | 0x20) : bytes[at];
        }

        return Ids.Concat(Handles).Any(name => Contains(lower, Encoding.UTF8.GetBytes(name.ToLowerInvariant())));
    }

    private static bool Contains(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        for (int from = 0; text[from..].IndexOf(name) is >= 0 and int at; from += at + 1)
        {
            int start = from + at;
            int end = start + name.Length;
            if ((start == 0 || !IsNamePart(text[start - 1])) && (end == text.Length || !IsNamePart(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamePart(byte value) => value is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') or (byte)'_';
}
