namespace Ingestion.Core.Normalize.Fields;

/// <summary>Fields that the provider puts around the content of any record.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10; read 2026-11-21.</remarks>
internal enum EnvelopeField
{
    /// <summary>When the record was read.</summary>
    Timestamp,

    /// <summary>The input that was worked on.</summary>
    Input,

    /// <summary>The input that was sent, in a discovery.</summary>
    DiscoveryInput,

    /// <summary>Why the input failed, in words.</summary>
    Error,

    /// <summary>Why the input failed, as a code.</summary>
    ErrorCode,

    /// <summary>What is wrong with the input, in words.</summary>
    Warning,

    /// <summary>What is wrong with the input, as a code.</summary>
    WarningCode,

    /// <summary>HTTP status of the page.</summary>
    StatusCode,

    /// <summary>Our own reference, echoed.</summary>
    IngestionRef,
}
