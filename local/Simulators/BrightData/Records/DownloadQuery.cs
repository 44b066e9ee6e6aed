using Simulators.BrightData.Jobs;

namespace Simulators.BrightData.Records;

/// <summary>How a caller wants the records.</summary>
internal sealed record DownloadQuery
{
    private const int LeastBatch = 1000;
    private static readonly string[] Formats = ["json", "ndjson", "jsonl", "csv"];

    /// <summary>Lines when nothing is said: recorded answers to calls without <c>format</c> were.</summary>
    public string Format { get; init; } = "ndjson";

    public bool IsCompressed { get; init; }

    public long? BatchSize { get; init; }

    public long Part { get; init; } = 1;

    public string ContentType => IsCompressed ? "application/gzip" : Format switch
    {
        "json" => "application/json; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/x-ndjson; charset=utf-8",
    };

    public static (DownloadQuery? Query, Answer? Error) Read(IQueryCollection query)
    {
        string format = query["format"].FirstOrDefault("ndjson")!;
        string? batch = query["batch_size"];
        string? part = query["part"];
        if (!Formats.Contains(format))
        {
            return (null, Answer.ValidationErrors("\"format\" must be one of [json, ndjson, jsonl, csv]"));
        }

        if (batch is not null && (JsonNumbers.Read(batch) ?? 0) < LeastBatch)
        {
            return (null, Answer.ValidationErrors($"\"batch_size\" must be greater than or equal to {LeastBatch}"));
        }

        if (part is not null && (JsonNumbers.Read(part) ?? 0) < 1)
        {
            return (null, Answer.ValidationErrors("\"part\" must be greater than or equal to 1"));
        }

        return (new DownloadQuery
        {
            Format = format,
            IsCompressed = query["compress"] == "true",
            BatchSize = JsonNumbers.Read(batch),
            Part = JsonNumbers.Read(part) ?? 1,
        }, null);
    }

    /// <summary>Parts that a snapshot of so many rows has; an empty one has one.</summary>
    public long PartsOf(long rows) => BatchSize is { } size ? Math.Max(1, (rows + size - 1) / size) : 1;
}
