namespace Ingestion.Core.Normalize.Reading;

/// <summary>What came of an attempt to read the record at the start of some bytes.</summary>
internal enum ReadOutcome
{
    /// <summary>It is in the batch, as whatever it is.</summary>
    Read,

    /// <summary>It does not end in these bytes.</summary>
    Incomplete,

    /// <summary>It is no JSON.</summary>
    Malformed,

    /// <summary>It is nested deeper than the limit.</summary>
    TooDeep,
}
