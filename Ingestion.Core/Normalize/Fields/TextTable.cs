using System.Runtime.InteropServices;

namespace Ingestion.Core.Normalize.Fields;

/// <summary>
/// Texts that come again and again (names, handles, tags), found by their bytes, so that each is made once. Of fixed size: a
/// text may push out another.
/// </summary>
internal sealed class TextTable
{
    private const int Slots = 4096;
    private const int MaxBytes = 256;

    private readonly Entry[] entries = new Entry[Slots];

    /// <summary>The text that was kept for these bytes, or null.</summary>
    public string? Find(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > MaxBytes)
        {
            return null;
        }

        ref readonly var entry = ref entries[SlotOf(bytes)];
        return entry.Bytes is { } known && bytes.SequenceEqual(known) ? entry.Text : null;
    }

    public void Keep(ReadOnlySpan<byte> bytes, string text)
    {
        if (bytes.Length is > 0 and <= MaxBytes)
        {
            entries[SlotOf(bytes)] = new Entry(bytes.ToArray(), text);
        }
    }

    /// <summary>From the first, the middle and the last bytes: enough to tell most names apart.</summary>
    private static int SlotOf(ReadOnlySpan<byte> bytes)
    {
        ulong hash = (uint)bytes.Length;
        if (bytes.Length >= 8)
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(bytes)) * 0x9E3779B97F4A7C15;
            hash = (hash ^ MemoryMarshal.Read<ulong>(bytes[((bytes.Length - 8) / 2)..])) * 0x9E3779B97F4A7C15;
            hash = (hash ^ MemoryMarshal.Read<ulong>(bytes[^8..])) * 0xD6E8FEB86659FD93;
        }
        else
        {
            foreach (var value in bytes)
            {
                hash = (hash ^ value) * 0x9E3779B97F4A7C15;
            }
        }

        return (int)(hash >> 52);
    }

    private readonly record struct Entry(byte[]? Bytes, string Text);
}
