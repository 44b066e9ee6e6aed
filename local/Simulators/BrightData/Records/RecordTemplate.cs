using System.Text;

namespace Simulators.BrightData.Records;

/// <summary>JSON text rendered once, with places of fixed width that are filled for each record.</summary>
internal sealed class RecordTemplate
{
    public const int IdDigits = 17;

    // Marks in the text, from a private-use area. A number mark is followed by one digit, its width.
    public const char Id = '\uE000';
    public const char Date = '\uE001';
    public const char Likes = '\uE002';
    public const char Comments = '\uE003';
    public const char Shares = '\uE004';
    public const char Views = '\uE005';

    private const int DateWidth = 19;
    private readonly byte[] _bytes;
    private readonly (int Offset, int Width, char Kind)[] _slots;

    private RecordTemplate(byte[] bytes, (int, int, char)[] slots) => (_bytes, _slots) = (bytes, slots);

    public static RecordTemplate Parse(string text)
    {
        var bytes = new List<byte>(text.Length + 256);
        var slots = new List<(int, int, char)>();
        int literal = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is < Id or > Views)
            {
                continue;
            }

            bytes.AddRange(Encoding.UTF8.GetBytes(text, literal, i - literal));
            int width = text[i] switch { Id => IdDigits, Date => DateWidth, _ => text[i + 1] - '0' };
            slots.Add((bytes.Count, width, text[i]));
            bytes.AddRange(new byte[width]);
            literal = i + (text[i] is Id or Date ? 1 : 2);
        }

        bytes.AddRange(Encoding.UTF8.GetBytes(text, literal, text.Length - literal));
        return new RecordTemplate([.. bytes], [.. slots]);
    }

    public void Write(in RecordValues values, RecordBuffer buffer)
    {
        Span<byte> target = buffer.Take(_bytes.Length);
        _bytes.CopyTo(target);
        foreach ((int offset, int width, char kind) in _slots)
        {
            Span<byte> slot = target.Slice(offset, width);
            switch (kind)
            {
                case Id:
                    Digits(slot, values.Id);
                    break;
                case Date:
                    RecordDates.Write(slot, values.DateSeed);
                    break;
                default:
                    Number(slot, values.Count(kind));
                    break;
            }
        }
    }

    private static void Number(Span<byte> slot, ulong value)
    {
        Digits(slot, value);
        if (slot[0] == '0')
        {
            slot[0] = (byte)'1';
        }
    }

    private static void Digits(Span<byte> slot, ulong value)
    {
        for (int i = slot.Length - 1; i >= 0; i--)
        {
            (value, ulong digit) = Math.DivRem(value, 10);
            slot[i] = (byte)('0' + digit);
        }
    }
}
