namespace Ingestion.Core.Bronze;

/// <summary>A bronze file that is complete.</summary>
/// <param name="Path">Its path in the container.</param>
/// <param name="PayloadBytes">Its length, compressed.</param>
/// <param name="Sha256">Of its bytes, in lower-case hex.</param>
/// <param name="Records">Number of lines.</param>
internal sealed record BronzeResult(string Path, long PayloadBytes, string Sha256, long Records);
