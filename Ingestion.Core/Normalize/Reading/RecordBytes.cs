namespace Ingestion.Core.Normalize.Reading;

/// <summary>What the bytes are in which a record is read.</summary>
internal enum RecordBytes
{
    /// <summary>Records, of which the last may go on beyond them.</summary>
    Part,

    /// <summary>Records, and nothing follows.</summary>
    Rest,

    /// <summary>One record and nothing else.</summary>
    One,
}
