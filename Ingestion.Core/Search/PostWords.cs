using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Ingestion.Core.Search;

/// <summary>
/// The words of a post and where they stand, as PostgreSQL reads a <c>tsvector</c>. Made here, because its own parser takes as
/// long as all else that is done for a row, and takes words of other scripts as the locale of the database says.
/// </summary>
internal sealed class PostWords
{
    /// <summary>Words further back are not looked for: a <c>tsvector</c> has no room for those of 1 MB.</summary>
    public const int MaxTextLength = 10_000;

    private const int MaxPositionBytes = 8;

    private readonly ArrayBufferWriter<byte> form = new();

    /// <summary>`breaking:1 news:2`, in UTF-8; valid until the next call.</summary>
    /// <param name="text">The post's text; null has no words.</param>
    public ReadOnlySpan<byte> Of(string? text)
    {
        form.ResetWrittenCount();
        ReadOnlySpan<char> rest = text is null or { Length: <= MaxTextLength }
            ? text?.ToLowerInvariant()
            : text[..MaxTextLength].ToLowerInvariant();
        for (int position = 1; Words.First(rest, out int used) is { IsEmpty: false } word; position++)
        {
            Write(word, position);
            rest = rest[used..];
        }

        return form.WrittenSpan;
    }

    private void Write(ReadOnlySpan<char> word, int position)
    {
        Span<byte> free = form.GetSpan(Encoding.UTF8.GetMaxByteCount(word.Length) + MaxPositionBytes);
        int length = Encoding.UTF8.GetBytes(word, free);
        free[length++] = (byte)':';
        Utf8Formatter.TryFormat(position, free[length..], out int digits);
        length += digits;
        free[length++] = (byte)' ';
        form.Advance(length);
    }
}
