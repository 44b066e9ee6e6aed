using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ingestion.Core.Normalize;

namespace Ingestion.Core.Store;

/// <summary>The parts of a post that are kept as JSON. What a method returns is valid until the next call.</summary>
internal sealed class PostJson : IDisposable
{
    /// <summary>Texts stay readable: the files and columns are never put into a page as they are.</summary>
    internal static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;

    public PostJson() => writer = new Utf8JsonWriter(buffer, Options);

    /// <summary><c>[{"type":"photo","url":"...","duration_ms":null,"width":640,"height":640}]</c>.</summary>
    public ReadOnlySpan<byte> Media(IReadOnlyList<PostMedia> media)
    {
        if (media.Count == 0)
        {
            return "[]"u8;
        }

        Restart();
        WriteMedia(writer, media);
        return Written();
    }

    /// <summary><c>{"like":34,"love":5}</c>; nothing when there are none.</summary>
    public ReadOnlySpan<byte> Reactions(IReadOnlyList<ReactionCount> reactions)
    {
        if (reactions.Count == 0)
        {
            return default;
        }

        Restart();
        WriteReactions(writer, reactions);
        return Written();
    }

    public void Dispose() => writer.Dispose();

    internal static void WriteMedia(Utf8JsonWriter writer, IReadOnlyList<PostMedia> media)
    {
        writer.WriteStartArray();
        foreach (PostMedia item in media)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, item.Type);
            writer.WriteString("url"u8, item.Url);
            writer.WriteOptional("duration_ms"u8, (long?)item.Duration?.TotalMilliseconds);
            writer.WriteOptional("width"u8, item.Width);
            writer.WriteOptional("height"u8, item.Height);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal static void WriteReactions(Utf8JsonWriter writer, IReadOnlyList<ReactionCount> reactions)
    {
        writer.WriteStartObject();
        foreach (ReactionCount reaction in reactions)
        {
            writer.WriteNumber(reaction.Type, reaction.Count);
        }

        writer.WriteEndObject();
    }

    private void Restart()
    {
        buffer.ResetWrittenCount();
        writer.Reset();
    }

    private ReadOnlySpan<byte> Written()
    {
        writer.Flush();
        return buffer.WrittenSpan;
    }
}
