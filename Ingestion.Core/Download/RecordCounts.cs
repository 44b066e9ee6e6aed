namespace Ingestion.Core.Download;

/// <summary>What a snapshot holds. Records = posts + errors + warnings + skipped.</summary>
/// <param name="Records">All records.</param>
/// <param name="Posts">Records with content.</param>
/// <param name="Media">Photos, videos and attachments of the posts.</param>
/// <param name="Errors">Records that only say why an input failed.</param>
/// <param name="Warnings">Records that hold a warning and no content.</param>
/// <param name="Skipped">Records that no later step can use: over the size or depth limit, or no object.</param>
internal sealed record RecordCounts(long Records, long Posts, long Media, long Errors, long Warnings, long Skipped);
