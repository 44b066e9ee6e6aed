namespace Ingestion.Core.Download;

/// <summary>What the bytes seen so far are.</summary>
internal enum ScanStatus
{
    /// <summary>A whole snapshot, should the bytes end here.</summary>
    Complete,

    /// <summary>The beginning of one.</summary>
    Incomplete,

    /// <summary>No JSON records, whatever follows.</summary>
    Invalid,
}
