using System.Buffers;
using System.Text;
using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Reading;

/// <summary>What the provider says around a record's content; decides by the download's rules what the record is.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "Error and warning records"; read 2026-11-21.</remarks>
internal sealed class RecordEnvelope(FieldReader fields)
{
    private const string UnknownCode = "unknown";
    private const string DeadPage = "dead_page";
    private const int MaxMessageBytes = 256;
    private const int MaxCodeLength = 64;

    private static readonly SearchValues<char> CodeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    private bool hasError;
    private bool hasWarning;
    private bool saysNoPosts;
    private string? code;

    /// <summary>The record has a field that is not the provider's.</summary>
    public bool HasContent { get; set; }

    /// <summary>When the provider read it; null when the record does not say.</summary>
    public DateTimeOffset? Timestamp { get; private set; }

    /// <summary>The record only reports an error, or only a warning.</summary>
    public bool IsReport => hasError || (hasWarning && !HasContent);

    public void Begin()
    {
        hasError = false;
        hasWarning = false;
        saysNoPosts = false;
        code = null;
        HasContent = false;
        Timestamp = null;
    }

    public void Read(EnvelopeField field, ref Utf8JsonReader json)
    {
        var isPresent = json.TokenType != JsonTokenType.Null;
        switch (field)
        {
            case EnvelopeField.Timestamp:
                Timestamp = fields.Date(ref json);
                break;
            case EnvelopeField.Error or EnvelopeField.Warning:
                saysNoPosts |= SaysNoPosts(in json);
                break;
            case EnvelopeField.ErrorCode or EnvelopeField.WarningCode:
                code = CodeOf(in json) ?? code;
                break;
            default:
                break;
        }

        hasError |= isPresent && field is EnvelopeField.Error or EnvelopeField.ErrorCode;
        hasWarning |= isPresent && field is EnvelopeField.Warning or EnvelopeField.WarningCode;
        FieldReader.Skip(ref json);
    }

    /// <summary>The report that the record is.</summary>
    public ProviderErrorRecord ToReport(RecordPlace place) =>
        new(place, code ?? UnknownCode, code == DeadPage && saysNoPosts);

    /// <summary>
    /// The code <c>dead_page</c> stands for many things; only the words tell that there are no posts from a page that is gone.
    /// </summary>
    private static bool SaysNoPosts(in Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            return false;
        }

        Span<byte> lower = stackalloc byte[MaxMessageBytes];
        var message = json.ValueSpan[..Math.Min(json.ValueSpan.Length, MaxMessageBytes)];
        return Ascii.ToLower(message, lower, out var length) == OperationStatus.Done
            && (lower[..length].IndexOf("no public posts"u8) >= 0 || lower[..length].IndexOf("activities are not found"u8) >= 0);
    }

    private static string? CodeOf(in Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String || json.ValueIsEscaped || json.ValueSpan.Length is 0 or > MaxCodeLength)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(json.ValueSpan);
        return text.AsSpan().IndexOfAnyExcept(CodeCharacters) < 0 ? text : UnknownCode;
    }
}
