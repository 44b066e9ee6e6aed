using System.Text;
using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Reading;
using Ingestion.Core.Normalize.Schemas;

namespace Ingestion.Tests.Normalize;

/// <summary>Runs bytes through a dataset's mapper and keeps everything that comes out.</summary>
internal static class Normalizing
{
    public static readonly DateTimeOffset DownloadedAt = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public static Task<NormalizedFile> ReadAsync(string datasetId, string text) =>
        ReadAsync(datasetId, new MemoryStream(Encoding.UTF8.GetBytes(text)));

    public static Task<NormalizedFile> ReadAsync(string datasetId, byte[] bytes) => ReadAsync(datasetId, new MemoryStream(bytes));

    public static async Task<NormalizedFile> ReadAsync(string datasetId, Stream raw, RecordLimits? limits = null)
    {
        var mapper = DatasetMappers.Find(datasetId)!;
        var tally = DriftEvaluator.TallyFor(mapper, SchemaRegistry.Find(datasetId)!);
        var file = new NormalizedFile(tally);
        await foreach (var batch in new SnapshotRecords(mapper, tally, limits ?? new RecordLimits(), DownloadedAt)
            .ReadAsync(raw, CancellationToken.None))
        {
            file.Add(batch);
        }

        return file;
    }

    /// <summary>The one post that one record is.</summary>
    public static CanonicalPost Post(string datasetId, string record)
    {
        var batch = ReadOne(datasetId, Encoding.UTF8.GetBytes(record));
        return batch.Posts is [var post] ? post : throw new InvalidOperationException(Describe(batch));
    }

    /// <summary>The one profile that one record is.</summary>
    public static CanonicalProfile Profile(string datasetId, string record)
    {
        var batch = ReadOne(datasetId, Encoding.UTF8.GetBytes(record));
        return batch.Profiles is [var profile] ? profile : throw new InvalidOperationException(Describe(batch));
    }

    /// <summary>The rejection of one record.</summary>
    public static RejectedRecord Rejected(string datasetId, string record)
    {
        var batch = ReadOne(datasetId, Encoding.UTF8.GetBytes(record));
        return batch.Rejected is [var rejected] ? rejected : throw new InvalidOperationException(Describe(batch));
    }

    public static RecordBatch ReadOne(string datasetId, byte[] record, RecordLimits? limits = null)
    {
        var mapper = DatasetMappers.Find(datasetId)!;
        var batch = new RecordBatch();
        new RecordReader(mapper, new FieldTally(mapper.Fields), limits ?? new RecordLimits(), DownloadedAt)
            .Read(record, new RecordPlace(0, 0, record.Length), batch);
        return batch;
    }

    private static string Describe(RecordBatch batch) =>
        string.Join("; ", batch.Rejected.Select(rejected => $"{rejected.Reason} {rejected.Field}: {rejected.Detail}")
            .Concat(batch.ProviderErrors.Select(error => error.Code))
            .DefaultIfEmpty("another kind of record"));
}
