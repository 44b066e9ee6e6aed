namespace Ingestion.Core.Blobs;

/// <summary>What is said about an upload's bytes.</summary>
/// <param name="ContentType">For example <c>application/json; charset=utf-8</c>.</param>
/// <param name="Metadata">Names of letters, digits and underscores; ASCII values.</param>
/// <param name="MayReplace">False: a blob that is there already stays as it is.</param>
/// <param name="IfMatch">Only this version is replaced; null for any.</param>
internal sealed record RawCommitContent(
    string ContentType, IDictionary<string, string> Metadata, bool MayReplace, string? IfMatch = null);
