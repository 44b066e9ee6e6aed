using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ingestion.Core.Read;

namespace Ingestion.Functions.Read;

/// <summary>
/// Bytes as they were downloaded, in the best form that they have: `record` when they are whole JSON, `text` when they are
/// UTF-8, else `base64`.
/// </summary>
internal sealed class RawBody
{
    private const int MaxDepth = 64;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="record">A record in its raw file.</param>
    public RawBody(RawRecord record)
    {
        Status = record.Status;
        Truncated = record.IsTruncated;
        Bytes = record.Bytes.Length;
        if (record.Status is RawRecordStatus.Found)
        {
            Show(record.Bytes);
        }
    }

    /// <summary>`found`, `missing` (the raw file is gone) or `unavailable` (storage does not answer).</summary>
    public RawRecordStatus Status { get; }

    public bool Truncated { get; }

    public int Bytes { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Record { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Base64 { get; private set; }

    private void Show(ReadOnlyMemory<byte> bytes)
    {
        if (TryParse(bytes) is { } record)
        {
            Record = record;
        }
        else if (TryDecode(bytes.Span) is { } text)
        {
            Text = text;
        }
        else
        {
            Base64 = Convert.ToBase64String(bytes.Span);
        }
    }

    private static JsonElement? TryParse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth });

            // A lone surrogate is found out only when its text is written.
            JsonSerializer.SerializeToUtf8Bytes(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A cut may end in the middle of a character: up to three bytes of it are left out.</summary>
    private string? TryDecode(ReadOnlySpan<byte> bytes)
    {
        for (int cut = 0; cut <= (Truncated ? 3 : 0) && cut <= bytes.Length; cut++)
        {
            try
            {
                return StrictUtf8.GetString(bytes[..^cut]);
            }
            catch (DecoderFallbackException)
            {
                // Not at this length.
            }
        }

        return null;
    }
}
