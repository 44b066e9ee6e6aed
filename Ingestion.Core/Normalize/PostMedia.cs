namespace Ingestion.Core.Normalize;

/// <summary>One picture, video or document of a post.</summary>
/// <param name="Type"><c>photo</c>, <c>video</c> or <c>document</c>.</param>
/// <param name="Url">Where the provider found it; signed addresses expire.</param>
/// <param name="Duration">Length of a video; null when unknown.</param>
/// <param name="Width">In pixels; null when unknown.</param>
/// <param name="Height">In pixels; null when unknown.</param>
public sealed record PostMedia(string Type, string Url, TimeSpan? Duration, int? Width, int? Height);
