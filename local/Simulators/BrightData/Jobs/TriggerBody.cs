using System.Text;
using System.Text.Json;

namespace Simulators.BrightData.Jobs;

/// <summary>The inputs of a trigger: a bare array, a wrapper with <c>input</c>, a single object, or a CSV attachment.</summary>
internal sealed record TriggerBody
{
    public IReadOnlyList<JsonElement> Inputs { get; private init; } = [];

    public IReadOnlyList<string> CustomInputFields { get; private init; } = [];

    public long? LimitPerInput { get; private init; }

    /// <summary>The answer to a body that cannot be read; null when it can.</summary>
    public Answer? Error { get; private init; }

    public static async Task<TriggerBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType && request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            IFormCollection form = await request.ReadFormAsync(cancellationToken);
            return await FromCsvAsync(form, cancellationToken);
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return FromJson(body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    private static TriggerBody FromJson(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return Failed(ParseError("Parser has expected a value"));
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return FromRoot(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return Failed(ParseError("Parser cannot parse input: expected a value"));
        }
    }

    private static TriggerBody FromRoot(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return Of([.. root.EnumerateArray()]);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return Failed(ParseError("Parser cannot parse input: expected a value"));
        }

        if (!root.TryGetProperty("input", out JsonElement inputs) || inputs.ValueKind != JsonValueKind.Array)
        {
            return Of([root]);
        }

        TriggerBody body = Of([.. inputs.EnumerateArray()]);
        return body with
        {
            CustomInputFields = root.TryGetProperty("custom_input_fields", out JsonElement fields) ? Names(fields) : [],
            LimitPerInput = root.TryGetProperty("limit_per_input", out JsonElement limit) ? JsonNumbers.Read(limit) : null,
        };
    }

    private static async Task<TriggerBody> FromCsvAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        string? text = form["data"];
        if (form.Files["data"] is { } file)
        {
            using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
            text = await reader.ReadToEndAsync(cancellationToken);
        }

        return text is null
            ? Failed(Answer.OfText(400, "Invalid attachments"))
            : Of([.. CsvInput.Read(text).Select(row => JsonSerializer.SerializeToElement(row, Wire.Options))]);
    }

    private static List<string> Names(JsonElement fields) => fields.ValueKind switch
    {
        JsonValueKind.Array => [.. fields.EnumerateArray().Where(f => f.ValueKind == JsonValueKind.String).Select(f => f.GetString()!)],
        JsonValueKind.String => [.. fields.GetString()!.Split(['|', ','], StringSplitOptions.TrimEntries)],
        _ => [],
    };

    private static TriggerBody Of(List<JsonElement> inputs) =>
        inputs.Count == 0 ? Failed(Answer.OfText(400, "No data to trigger")) : new() { Inputs = inputs };

    private static TriggerBody Failed(Answer error) => new() { Error = error };

    private static Answer ParseError(string message) => Answer.OfJson(400, new { error = message, code = "parse_error" });
}
