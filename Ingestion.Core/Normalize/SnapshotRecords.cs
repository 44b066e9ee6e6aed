using System.Runtime.CompilerServices;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Reading;

namespace Ingestion.Core.Normalize;

/// <summary>
/// The records of one raw snapshot: JSON arrays, lines of JSON or bare objects, gzip or not. Holds one piece of the file of
/// 1 MiB (or as large as the largest record, at most the record limit) and one batch, whatever the size of the file.
/// </summary>
/// <param name="mapper">What to make of the records.</param>
/// <param name="tally">Counts their fields.</param>
/// <param name="limits">Which records are taken.</param>
/// <param name="downloadedAt">The time of observation of records that do not tell it themselves.</param>
internal sealed class SnapshotRecords(
    DatasetMapper mapper, FieldTally tally, RecordLimits limits, DateTimeOffset downloadedAt)
{
    /// <summary>
    /// Batches of at most 1,000 records in the order of the file; each is valid until the next one is asked for. A record that
    /// cannot be used is a rejected record of its batch.
    /// </summary>
    /// <exception cref="Errors.ProviderRejectedException"><c>SNAPSHOT_INVALID</c>: gzip that is broken or unfolds beyond the
    /// limits. Terminal.</exception>
    public async IAsyncEnumerable<RecordBatch> ReadAsync(
        Stream raw, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var source = await RawSource.OpenAsync(raw, limits, cancellationToken);
        using var window = new RecordWindow(limits);
        var reader = new RecordReader(mapper, tally, limits, downloadedAt);
        var splitter = new RecordSplitter(reader, window, limits.BatchRecords);
        var batch = new RecordBatch();
        while (!window.IsEnd)
        {
            await window.FillAsync(source, cancellationToken);
            while (splitter.Read(batch))
            {
                yield return batch;
                batch.Clear();
            }
        }

        if (batch.Records > 0)
        {
            yield return batch;
        }
    }
}
