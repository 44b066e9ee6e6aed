using System.Collections.Concurrent;
using Simulators.BrightData.Faults;
using Simulators.BrightData.Jobs;

namespace Simulators.BrightData.Records;

/// <summary>Chooses where the records of a dataset come from: a file of the data folder, or the generator.</summary>
internal sealed class RecordSources(SimulatorOptions options)
{
    private readonly ConcurrentDictionary<string, DataFile?> _files = new();

    /// <summary>Number of records on file; null for a dataset without one.</summary>
    public long? Available(string datasetId) => FileOf(datasetId)?.Count;

    public Dataset? FindDataset(string id) =>
        DatasetCatalog.Find(id)
        ?? (options.AcceptsUnknownDatasets || FileOf(id) is not null ? DatasetCatalog.Unlisted(id) : null);

    public SyntheticRecords Synthetic(Job job, InputPlan input) =>
        new(options.Seed, input.Url, Tail(job, input), input.Faults.Has(FaultNames.Odd));

    public IRecordSource Open(Job job, InputPlan input) => FileOf(job.DatasetId) is { Count: > 0 } file
        ? new FileRecords(file, options.EchoesIntoFileRecords ? Tail(job, input) : null)
        : Synthetic(job, input);

    /// <summary>An error record; in a discovery job it names what was found and failed.</summary>
    public static string ErrorRecord(Job job, InputPlan input) =>
        $"{{{Envelope(job, input)}{Discovery(job, input)},\"error\":{Quote(input.ErrorText)},\"error_code\":{Quote(input.ErrorCode)}}}";

    public static string WarningRecord(Job job, InputPlan input) =>
        $"{{{Envelope(job, input)},\"warning\":\"Invalid input.url\",\"warning_code\":\"dead_page\"}}";

    private static string Tail(Job job, InputPlan input)
    {
        // In a discovery job `input` is the post that was found, `discovery_input` what was asked.
        string effective = job.Request.DiscoverBy is null
            ? input.Json
            : $"{{\"url\":\"https://www.facebook.com/posts/{RecordTemplate.Id}\"}}";
        return $",\"timestamp\":\"{TimestampOf(job)}\",\"input\":{effective}{Discovery(job, input)}{input.Echo}}}";
    }

    private static string Envelope(Job job, InputPlan input) => $"\"timestamp\":\"{TimestampOf(job)}\",\"input\":{input.Json}";

    private static string Discovery(Job job, InputPlan input) =>
        job.Request.DiscoverBy is null ? "" : $",\"discovery_input\":{input.Json}";

    private static string TimestampOf(Job job) => Wire.Time(job.EndsAt ?? job.AcceptedAt);

    private static string Quote(string text) => System.Text.Encoding.UTF8.GetString(Wire.Serialize(text));

    private DataFile? FileOf(string datasetId)
    {
        if (options.DataFolder is null || !datasetId.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            return null;
        }

        return _files.GetOrAdd(datasetId, id =>
        {
            string path = Path.Combine(options.DataFolder, (DatasetCatalog.Find(id) ?? DatasetCatalog.Unlisted(id)).FileName);
            return File.Exists(path) ? DataFile.Load(path) : null;
        });
    }
}
