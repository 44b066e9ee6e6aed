using System.Buffers.Binary;
using System.Text;
using Ingestion.Core.Search;
using Xunit;

namespace Ingestion.Tests.Search;

/// <summary>The words of a text as they are sent to PostgreSQL, in the form that a person can read and write.</summary>
internal static class WordForm
{
    /// <summary>`be:2,6 to:1,5`: the words in the order that they are sent in, each with its places.</summary>
    public static string Text(string? text)
    {
        ReadOnlySpan<byte> rest = new PostWords().Of(text);
        string[] words = new string[BinaryPrimitives.ReadInt32BigEndian(rest)];
        rest = rest[sizeof(int)..];
        for (int at = 0; at < words.Length; at++)
        {
            int end = rest.IndexOf((byte)0);
            string word = Encoding.UTF8.GetString(rest[..end]);
            int[] places = new int[BinaryPrimitives.ReadUInt16BigEndian(rest[(end + 1)..])];
            rest = rest[(end + 3)..];
            for (int place = 0; place < places.Length; place++, rest = rest[2..])
            {
                places[place] = BinaryPrimitives.ReadUInt16BigEndian(rest);
            }

            words[at] = $"{word}:{string.Join(',', places)}";
        }

        Assert.True(rest.IsEmpty);
        return string.Join(' ', words);
    }
}
