namespace Ingestion.Core.Blobs;

/// <summary>What turns staged blocks into a blob.</summary>
internal sealed record RawCommit
{
    public required string Path { get; init; }

    /// <summary>The blocks in the order of their bytes; none makes an empty blob.</summary>
    public required IReadOnlyList<string> BlockIds { get; init; }

    public required string ContentType { get; init; }

    public required IDictionary<string, string> Metadata { get; init; }

    /// <summary>False: a blob that is there already stays as it is.</summary>
    public bool MayReplace { get; init; }

    /// <summary>Only this version is replaced; null for any.</summary>
    public string? IfMatch { get; init; }
}
