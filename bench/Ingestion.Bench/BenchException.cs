namespace Ingestion.Bench;

/// <summary>A benchmark that cannot be measured, with the reason for the reader.</summary>
internal sealed class BenchException(string message) : Exception(message);
