namespace Ingestion.Core.Blobs;

/// <summary>How much memory an upload takes: (<paramref name="BlocksInFlight"/> + 1) x <paramref name="BlockBytes"/>.</summary>
/// <param name="BlockBytes">Size of a block; the last one is smaller.</param>
/// <param name="BlocksInFlight">Blocks being sent at once.</param>
internal sealed record BlobUploadLimits(int BlockBytes, int BlocksInFlight);
