namespace Ingestion.Functions.Read;

/// <summary>The forms that a list may be written in.</summary>
internal enum WireFormat
{
    /// <summary>`{"posts":[...],"next":...}`</summary>
    Json,

    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>RFC 4180, with a line of names.</summary>
    Csv,
}
