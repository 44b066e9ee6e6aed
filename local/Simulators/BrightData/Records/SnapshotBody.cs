using System.Text;
using Simulators.BrightData.Jobs;

namespace Simulators.BrightData.Records;

/// <summary>Writes the rows of one download. Memory stays at one buffer, whatever the size.</summary>
internal sealed class SnapshotBody(Job job, RecordSources sources, DownloadQuery query)
{
    private readonly RecordBuffer _buffer = new();
    private readonly bool _isArray = query.Format == "json";
    private bool _isFirst = true;

    public static long RowsOf(Job job) => job.Inputs.Sum(i => new RowMap(i, job.Request.IncludeErrors).Rows);

    /// <param name="stream">Where the rows go.</param>
    /// <param name="isEndless">Whether to begin again after the last row, for ever.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    public async Task WriteAsync(Stream stream, bool isEndless, CancellationToken cancellationToken)
    {
        long from = query.BatchSize is { } size ? (query.Part - 1) * size : 0;
        long to = query.BatchSize is { } batch ? from + batch : long.MaxValue;
        if (_isArray)
        {
            _buffer.Write("["u8);
        }

        do
        {
            await WriteRowsAsync(stream, from, to, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
        while (isEndless);

        if (_isArray)
        {
            _buffer.Write("]"u8);
        }

        await _buffer.SendAsync(stream, cancellationToken);
    }

    private async Task WriteRowsAsync(Stream stream, long from, long to, CancellationToken cancellationToken)
    {
        long firstOfInput = 0;
        foreach (InputPlan input in job.Inputs)
        {
            var map = new RowMap(input, job.Request.IncludeErrors);
            long begin = Math.Max(from - firstOfInput, 0);
            long end = Math.Min(to - firstOfInput, map.Rows);
            if (begin < end)
            {
                await WriteInputAsync(stream, input, map, begin, end, cancellationToken);
            }

            firstOfInput += map.Rows;
        }
    }

    private async Task WriteInputAsync(
        Stream stream, InputPlan input, RowMap map, long begin, long end, CancellationToken cancellationToken)
    {
        IRecordSource source = sources.Open(job, input);
        byte[] error = Encoding.UTF8.GetBytes(RecordSources.ErrorRecord(job, input));
        byte[] warning = Encoding.UTF8.GetBytes(RecordSources.WarningRecord(job, input));
        long strangeAt = StrangeRecord.IsAskedBy(input.Faults) ? input.Records / 2 : -1;
        RenamedField? renamed = RenamedField.AskedBy(input.Faults);
        CsvRows? csv = query.Format == "csv" ? new CsvRows(_isFirst) : null;
        for (long row = begin; row < end; row++)
        {
            (RowKind kind, long index) = map.At(row);
            Separate();
            if (kind == RowKind.Record && index == strangeAt)
            {
                await new StrangeRecord(sources.Synthetic(job, input), input.Faults).WriteAsync(index, _buffer, stream, cancellationToken);
            }
            else
            {
                int start = _buffer.Length;
                if (kind == RowKind.Poison)
                {
                    PoisonRecord.Write(map.PoisonBefore(index), index, sources.Synthetic(job, input), _buffer);
                }
                else
                {
                    WriteRow(kind, index, source, error, warning);
                    renamed?.Apply(_buffer, start);
                }

                csv?.Replace(_buffer, start);
            }

            if (!_isArray)
            {
                _buffer.Write("\n"u8);
            }

            if (_buffer.IsFull)
            {
                await _buffer.SendAsync(stream, cancellationToken);
            }
        }
    }

    private void WriteRow(RowKind kind, long index, IRecordSource source, byte[] error, byte[] warning)
    {
        switch (kind)
        {
            case RowKind.Error:
                _buffer.Write(error);
                break;
            case RowKind.Warning:
                _buffer.Write(warning);
                break;
            default:
                source.Write(index, _buffer);
                break;
        }
    }

    private void Separate()
    {
        if (_isArray && !_isFirst)
        {
            _buffer.Write(","u8);
        }

        _isFirst = false;
    }
}
