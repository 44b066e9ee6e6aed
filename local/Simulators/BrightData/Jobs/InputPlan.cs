using System.Text.Json;
using Simulators.BrightData.Faults;

namespace Simulators.BrightData.Jobs;

/// <summary>One input of a job and what it will deliver.</summary>
internal sealed record InputPlan
{
    private static readonly string[] CountFields = ["num_of_posts", "max_number_of_posts", "num_of_comments", "limit_records"];

    /// <summary>The input as sent.</summary>
    public required string Json { get; init; }

    public required string? Url { get; init; }

    /// <summary>The custom input fields as JSON members without braces, each led by a comma: <c>,"ingestion_ref":"r1"</c>.</summary>
    public required string Echo { get; init; }

    public required string? Reference { get; init; }

    public required ActiveFaults Faults { get; init; }

    /// <summary>Records that will be delivered, warnings among them.</summary>
    public required long Records { get; init; }

    /// <summary>Of <see cref="Records"/>, those that hold a warning and nothing else.</summary>
    public required long Warnings { get; init; }

    /// <summary>Of <see cref="Records"/>, those that cannot be used.</summary>
    public required long Poison { get; init; }

    /// <summary>Error records, delivered only with <c>include_errors</c>.</summary>
    public required long Errors { get; init; }

    public required string ErrorCode { get; init; }

    public required string ErrorText { get; init; }

    public static InputPlan Make(string json, TriggerRequest request, ActiveFaults jobFaults, long? available, long whenNotAsked)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement input = document.RootElement;
        string? url = UrlOf(input);
        ActiveFaults faults = jobFaults.With([.. UrlFaults.Read(url).Where(f => f.Operation == Operations.Job)]);
        bool dead = faults.Has(FaultNames.DeadPage) || faults.Has(FaultNames.CrawlFailed);
        bool failedCrawl = faults.Has(FaultNames.CrawlFailed);
        long records = dead || faults.Has(FaultNames.Empty) ? 0
            : faults.Count(FaultNames.Records, 1) ?? Asked(input, request) ?? available ?? whenNotAsked;
        return new InputPlan
        {
            Json = json,
            Url = url,
            Echo = EchoOf(input, request.CustomInputFields),
            Reference = Text(input, "ingestion_ref"),
            Faults = faults,
            Records = Math.Max(0, records),
            Warnings = Math.Min(records, faults.Count(FaultNames.Warnings, 1) ?? 0),
            Poison = Math.Min(records, faults.Count(FaultNames.Poison, 1) ?? 0),
            Errors = dead ? 1 : faults.Count(FaultNames.Errors, 1) ?? 0,
            ErrorCode = failedCrawl ? "crawl_failed" : "dead_page",
            ErrorText = faults.Find(FaultNames.CrawlFailed)?.Value
                ?? faults.Find(FaultNames.DeadPage)?.Value
                ?? (failedCrawl ? "Collection failed after multiple attempts" : "4XX page - dead page."),
        };
    }

    public static string? UrlOf(JsonElement input) => Text(input, "url") ?? Text(input, "URL") ?? Text(input, "search_url");

    private static string? Text(JsonElement input, string name) =>
        input.ValueKind == JsonValueKind.Object
        && input.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static long? Asked(JsonElement input, TriggerRequest request)
    {
        foreach (string field in CountFields)
        {
            if (input.TryGetProperty(field, out JsonElement value) && JsonNumbers.Read(value) is { } count)
            {
                return count;
            }
        }

        return request.DiscoverBy is null ? null : request.LimitPerInput;
    }

    private static string EchoOf(JsonElement input, IReadOnlyList<string> fields) => string.Concat(fields
        .Where(f => input.TryGetProperty(f, out _))
        .Select(f => $",{JsonSerializer.Serialize(f, Wire.Options)}:{input.GetProperty(f).GetRawText()}"));
}
