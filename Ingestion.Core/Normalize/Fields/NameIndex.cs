using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ingestion.Core.Normalize.Fields;

/// <summary>UTF-8 names to positions. Made for names of up to 16 bytes, which are compared as two numbers.</summary>
internal sealed class NameIndex
{
    private const int Unused = -1;
    private const int MaxEscapedBytes = 256;

    private readonly Entry[] entries;
    private readonly short[] slots;
    private readonly int mask;

    /// <param name="capacity">How many names there may be.</param>
    public NameIndex(int capacity)
    {
        entries = new Entry[capacity];
        slots = new short[(int)BitOperations.RoundUpToPowerOf2((uint)capacity * 4)];
        mask = slots.Length - 1;
        Array.Fill(slots, (short)Unused);
    }

    public int Count { get; private set; }

    /// <summary>The position of the property name at which the reader is, or -1.</summary>
    public int Find(ref Utf8JsonReader json) => json.ValueIsEscaped ? FindEscaped(in json) : Find(json.ValueSpan);

    /// <summary>The position of a name, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        var (head, tail) = Ends(name);
        for (var slot = Hash(head, tail, name.Length) & mask; ; slot = (slot + 1) & mask)
        {
            var position = slots[slot];
            if (position == Unused)
            {
                return Unused;
            }

            ref readonly var entry = ref entries[position];
            if (entry.Head == head && entry.Tail == tail && entry.Name.Length == name.Length
                && (name.Length <= 16 || name.SequenceEqual(entry.Name)))
            {
                return position;
            }
        }
    }

    /// <summary>Whether a name is the one at a position; false for a position below 0.</summary>
    public bool IsAt(int position, ReadOnlySpan<byte> name) =>
        (uint)position < (uint)Count && name.SequenceEqual(entries[position].Name);

    /// <summary>Adds a name that is not there yet; its position is the former <see cref="Count"/>.</summary>
    public void Add(byte[] name)
    {
        var (head, tail) = Ends(name);
        var slot = Hash(head, tail, name.Length) & mask;
        while (slots[slot] != Unused)
        {
            slot = (slot + 1) & mask;
        }

        slots[slot] = (short)Count;
        entries[Count++] = new Entry(head, tail, name);
    }

    /// <summary>The first and the last bytes; together all of a name of up to 16.</summary>
    private static (ulong Head, ulong Tail) Ends(ReadOnlySpan<byte> name) => name.Length switch
    {
        >= 8 => (MemoryMarshal.Read<ulong>(name), MemoryMarshal.Read<ulong>(name[^8..])),
        >= 4 => (MemoryMarshal.Read<uint>(name), MemoryMarshal.Read<uint>(name[^4..])),
        > 0 => (name[0] | ((ulong)name[name.Length >> 1] << 8) | ((ulong)name[^1] << 16), 0),
        _ => (0, 0),
    };

    private static int Hash(ulong head, ulong tail, int length)
    {
        var mixed = ((head * 0x9E3779B97F4A7C15) ^ tail ^ (uint)length) * 0xD6E8FEB86659FD93;
        return (int)(mixed >> 40);
    }

    private int FindEscaped(in Utf8JsonReader json) => Find(JsonTexts.Unescaped(in json, stackalloc byte[MaxEscapedBytes]));

    private readonly record struct Entry(ulong Head, ulong Tail, byte[] Name);
}
