namespace Simulators.BrightData.Records;

/// <summary>The records of one input of one job, by position; the same position always gives the same bytes.</summary>
internal interface IRecordSource
{
    void Write(long index, RecordBuffer buffer);
}
