using Simulators.BrightData.Jobs;

namespace Simulators.BrightData.Records;

internal enum RowKind
{
    Record,
    Warning,
    Poison,
    Error,
}

/// <summary>Which row of one input's results is what, computed, so that any part can start anywhere.</summary>
internal readonly struct RowMap(InputPlan input, bool includeErrors)
{
    private readonly long _errors = includeErrors ? input.Errors : 0;

    public long Rows => input.Records + _errors;

    /// <summary>Errors and warnings are spread evenly among the records.</summary>
    public (RowKind Kind, long Index) At(long row)
    {
        long errorsBefore = Share(row, _errors, Rows);
        if (Share(row + 1, _errors, Rows) > errorsBefore)
        {
            return (RowKind.Error, errorsBefore);
        }

        long index = row - errorsBefore;
        bool isWarning = Share(index + 1, input.Warnings, input.Records) > Share(index, input.Warnings, input.Records);
        if (isWarning)
        {
            return (RowKind.Warning, index);
        }

        return (IsPoison(index) ? RowKind.Poison : RowKind.Record, index);
    }

    /// <summary>Which of the unusable records the one at an index is.</summary>
    public long PoisonBefore(long index) => Share(index, input.Poison, input.Records);

    private bool IsPoison(long index) => PoisonBefore(index + 1) > PoisonBefore(index);

    private static long Share(long position, long share, long whole) => share == 0 ? 0 : (long)((Int128)position * share / whole);
}
