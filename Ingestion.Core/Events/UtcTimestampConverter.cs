using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ingestion.Core.Events;

/// <summary>
/// Writes times as ISO 8601 in UTC with a <c>Z</c>: <c>2026-11-21T10:00:00Z</c>, with a fraction when there is one.
/// </summary>
public sealed class UtcTimestampConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>The wire form of a time, which every route and event uses.</summary>
    /// <param name="value">Any time.</param>
    public static string Format(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value));
}
