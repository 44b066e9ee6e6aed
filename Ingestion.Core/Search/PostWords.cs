using System.Buffers.Binary;
using System.Text;

namespace Ingestion.Core.Search;

/// <summary>
/// The words of a post and where they stand, as a <c>tsvector</c>. Made here, because PostgreSQL's own parser takes longer than all
/// else that is done for a row, and takes words of other scripts as the locale of the database says.
/// </summary>
/// <remarks>Form: what <c>tsvectorrecv</c> of PostgreSQL's <c>tsvector.c</c> reads; it sorts words that are not in order.</remarks>
internal sealed class PostWords
{
    /// <summary>Words further back are not looked for: a <c>tsvector</c> has no room for those of 1 MB.</summary>
    public const int MaxTextLength = 10_000;

    /// <summary>Of the places of a word the first ones are kept; PostgreSQL takes one more.</summary>
    public const int MaxPlaces = 255;

    // The longest text has no more words than half of its characters, and three bytes for each of these.
    private readonly byte[] words = new byte[3 * MaxTextLength];
    private readonly byte[] form = new byte[sizeof(int) + (5 * MaxTextLength)];
    private readonly List<Place> places = [];
    private readonly Comparison<Place> byWord;

    public PostWords() => byWord = (one, other) =>
        Word(one).SequenceCompareTo(Word(other)) is not 0 and var order ? order : one.Position - other.Position;

    /// <summary>In PostgreSQL's binary form; valid until the next call.</summary>
    /// <param name="text">The post's text; null has no words.</param>
    public ReadOnlySpan<byte> Of(string? text)
    {
        Find(text is { Length: > MaxTextLength } ? text[..MaxTextLength] : text);
        places.Sort(byWord);
        int length = sizeof(int);
        int count = 0;
        for (int at = 0; at < places.Count; count++)
        {
            int first = at;
            ReadOnlySpan<byte> word = Word(places[first]);
            for (at++; at < places.Count && Word(places[at]).SequenceEqual(word);)
            {
                at++;
            }

            length += Write(form.AsSpan(length), word, first, Math.Min(at - first, MaxPlaces));
        }

        BinaryPrimitives.WriteInt32BigEndian(form, count);
        return form.AsSpan(0, length);
    }

    private void Find(string? text)
    {
        places.Clear();
        ReadOnlySpan<char> rest = text?.ToLowerInvariant();
        int start = 0;
        while (Words.First(rest, out int used) is { IsEmpty: false } word)
        {
            int length = Encoding.UTF8.GetBytes(word, words.AsSpan(start));
            places.Add(new Place(start, length, places.Count + 1));
            start += length;
            rest = rest[used..];
        }
    }

    private ReadOnlySpan<byte> Word(Place place) => words.AsSpan(place.Start, place.Length);

    /// <summary>The word, a zero, the number of its places, and these.</summary>
    private int Write(Span<byte> free, ReadOnlySpan<byte> word, int first, int count)
    {
        word.CopyTo(free);
        int length = word.Length;
        free[length++] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(free[length..], (ushort)count);
        for (int at = first; at < first + count; at++)
        {
            length += sizeof(ushort);
            BinaryPrimitives.WriteUInt16BigEndian(free[length..], (ushort)places[at].Position);
        }

        return length + sizeof(ushort);
    }

    private readonly record struct Place(int Start, int Length, int Position);
}
