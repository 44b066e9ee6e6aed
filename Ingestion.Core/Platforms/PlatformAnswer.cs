using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Providers.BrightData;

namespace Ingestion.Core.Platforms;

/// <summary>An answer of a platform. A class, not a record: its body may hold tokens, so it must not print itself.</summary>
/// <param name="operation">What was asked, for messages: <c>tiktok token refresh</c>.</param>
/// <param name="statusCode">HTTP status; null when no answer came.</param>
/// <param name="body">The JSON object; null for anything else.</param>
/// <param name="retryAfter">The header's time.</param>
internal sealed class PlatformAnswer(string operation, int? statusCode, JsonElement? body, TimeSpan? retryAfter)
{
    private const int MaxCodeLength = 100;

    internal string Operation => operation;

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
    internal IEnumerable<JsonElement> Items(string name) =>
        Body.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    /// <summary>A failure with the platform's own code, which is cut; its words are left out, for they may quote what was sent.</summary>
    internal PlatformFailure Fail(PlatformFault fault, string? code = null)
    {
        string reason = code is null ? $"HTTP {statusCode?.ToString(CultureInfo.InvariantCulture) ?? "without an answer"}" : ProviderText.Clean(code);
        return new PlatformFailure(fault, $"{operation}: {(reason.Length > MaxCodeLength ? reason[..MaxCodeLength] : reason)}", retryAfter);
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
