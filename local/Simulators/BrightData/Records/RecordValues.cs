namespace Simulators.BrightData.Records;

/// <summary>What differs from record to record of one template.</summary>
internal readonly struct RecordValues(ulong id, ulong random)
{
    public ulong Id => id;

    public ulong DateSeed => random;

    public ulong Count(char kind) => kind switch
    {
        RecordTemplate.Likes => random >> 8,
        RecordTemplate.Comments => random >> 18,
        RecordTemplate.Shares => random >> 28,
        _ => random >> 34,
    };
}
