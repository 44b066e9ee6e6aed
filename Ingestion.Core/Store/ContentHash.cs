using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ingestion.Core.Normalize;

namespace Ingestion.Core.Store;

/// <summary>
/// 16 bytes that tell whether two observations say the same of a post: its content, without its counts, its labels and its
/// place in a file. SHA-256, cut in half. Not for several threads.
/// </summary>
internal sealed class ContentHash
{
    internal const int Size = 16;

    private const int Null = -1;
    private const int LargestKept = 1024 * 1024;

    private readonly byte[] digest = new byte[SHA256.HashSizeInBytes];
    private byte[] buffer = new byte[8 * 1024];
    private int length;

    /// <summary>The hash. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(CanonicalPost post)
    {
        length = 0;
        Text(post.Author.Handle);
        Text(post.Author.Id);
        Text(post.Author.Name);
        Text(post.Author.Url);
        Text(post.Url);
        Number(post.PublishedAt?.UtcTicks);
        Text(post.Text);
        Text(post.Language);
        Texts(post.Hashtags);
        Texts(post.Mentions);
        Number((long)post.ContentType);
        Media(post.Media);
        Truth(post.IsSponsored);
        Truth(post.IsRepost);
        SHA256.HashData(buffer.AsSpan(0, length), digest);
        if (buffer.Length > LargestKept)
        {
            buffer = new byte[LargestKept];
        }

        return digest.AsSpan(0, Size);
    }

    private void Media(IReadOnlyList<PostMedia> media)
    {
        Length(media.Count);
        for (int index = 0; index < media.Count; index++)
        {
            PostMedia item = media[index];
            Text(item.Type);
            Text(SignedAddress.Lasting(item.Url));
            Number(item.Duration?.Ticks);
            Number(item.Width);
            Number(item.Height);
        }
    }

    private void Texts(IReadOnlyList<string> values)
    {
        Length(values.Count);
        for (int index = 0; index < values.Count; index++)
        {
            Text(values[index]);
        }
    }

    private void Text(string? value)
    {
        if (value is null)
        {
            Length(Null);
        }
        else
        {
            Text(value.AsSpan());
        }
    }

    // The length stands before the text: ("ab", "c") and ("a", "bc") differ.
    private void Text(ReadOnlySpan<char> value)
    {
        Length(value.Length);
        length += Encoding.UTF8.GetBytes(value, Reserve(Encoding.UTF8.GetMaxByteCount(value.Length)));
    }

    private void Truth(bool? value) => Length(value is null ? Null : value.Value ? 1 : 0);

    private void Number(long? value)
    {
        Truth(value is not null);
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), value ?? 0);
        length += sizeof(long);
    }

    private void Length(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), value);
        length += sizeof(int);
    }

    private Span<byte> Reserve(int count)
    {
        if (buffer.Length - length < count)
        {
            Array.Resize(ref buffer, Math.Max(2 * buffer.Length, length + count));
        }

        return buffer.AsSpan(length);
    }
}
