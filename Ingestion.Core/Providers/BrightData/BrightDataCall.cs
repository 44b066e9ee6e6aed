namespace Ingestion.Core.Providers.BrightData;

/// <summary>One call to the provider, as many times as it is attempted.</summary>
internal sealed record BrightDataCall
{
    /// <summary>What it is, for messages: <c>progress of snapshot sd_abc</c>.</summary>
    public required string Operation { get; init; }

    public required HttpMethod Method { get; init; }

    /// <summary>Path and query below the base URL; may hold a secret and is never logged.</summary>
    public required string PathAndQuery { get; init; }

    /// <summary>A JSON body; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>True when a second call has no effect that one has not.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>
    /// Runs when the call has its turn, right before each attempt is sent; throwing keeps it from being sent.
    /// </summary>
    public Func<CancellationToken, Task>? BeforeSend { get; init; }

    /// <summary>True when a 200 is handed on open instead of being read.</summary>
    public bool IsDownload { get; init; }
}
