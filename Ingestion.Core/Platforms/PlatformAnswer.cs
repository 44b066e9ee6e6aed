using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Providers.BrightData;

namespace Ingestion.Core.Platforms;

/// <summary>An answer of a platform. A class, not a record: its body may hold tokens, so it must not print itself.</summary>
/// <param name="operation">What was asked, for messages: <c>tiktok token refresh</c>.</param>
/// <param name="statusCode">HTTP status; null when no answer came.</param>
/// <param name="body">The JSON object; null for anything else.</param>
/// <param name="retryAfter">The header's time.</param>
/// <param name="headers">The headers, found by name without regard to case; null for none.</param>
internal sealed class PlatformAnswer(
    string operation,
    int? statusCode,
    JsonElement? body,
    TimeSpan? retryAfter,
    IReadOnlyDictionary<string, string>? headers = null)
{
    private const int MaxCodeLength = 100;

    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    internal string Operation => operation;

    internal int? StatusCode => statusCode;

    internal TimeSpan? RetryAfter => retryAfter;

    internal IReadOnlyDictionary<string, string> Headers => headers ?? NoHeaders;

    /// <summary>The object; one without fields when there is none.</summary>
    internal JsonElement Body { get; } = body is { ValueKind: JsonValueKind.Object } given ? given : JsonElement.Parse("{}");

    internal bool IsSuccess => statusCode is >= 200 and < 300 && body is { ValueKind: JsonValueKind.Object };

    /// <summary>A text or a number of the object, as text; null when it has none.</summary>
    internal string? Text(string name) => TextOf(Body, name);

    internal static string? TextOf(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value) ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    /// <summary>A whole number of seconds; null when it has none.</summary>
    internal TimeSpan? Seconds(string name) =>
        long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds < int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>The objects of a list; none when there is no list.</summary>
    internal IEnumerable<JsonElement> Items(string name) => ItemsOf(Body, name);

    /// <inheritdoc cref="Items"/>
    internal static IEnumerable<JsonElement> ItemsOf(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : [];

    /// <summary>An object within an object; null when there is none.</summary>
    internal static JsonElement? ObjectOf(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement found) && found.ValueKind == JsonValueKind.Object
            ? found
            : null;

    /// <summary>A failure with the platform's own code, which is cut; its words are left out, for they may quote what was sent.</summary>
    internal PlatformFailure Fail(PlatformFault fault, string? code = null) => new(fault, Describe(code), retryAfter);

    /// <summary>What was asked and the platform's code for the refusal, or the status where it has none.</summary>
    internal string Describe(string? code)
    {
        string reason = code is null ? $"HTTP {statusCode?.ToString(CultureInfo.InvariantCulture) ?? "without an answer"}" : ProviderText.Clean(code);
        return $"{operation}: {(reason.Length > MaxCodeLength ? reason[..MaxCodeLength] : reason)}";
    }

    /// <summary>What follows from the status alone, for platforms whose status can be trusted.</summary>
    internal PlatformFailure FailByStatus(string? code = null) => Fail(
        statusCode switch
        {
            401 => PlatformFault.Refused,
            429 => PlatformFault.RateLimited,
            >= 400 and < 500 => PlatformFault.AppRefused,
            _ => PlatformFault.Unavailable,
        },
        code);
}
