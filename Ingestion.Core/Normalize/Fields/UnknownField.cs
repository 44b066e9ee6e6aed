namespace Ingestion.Core.Normalize.Fields;

/// <summary>A name at the top of records that neither the mapper nor the schema knows.</summary>
/// <param name="Name">The name; U+0000 is written as U+FFFD.</param>
/// <param name="Records">How many records have it.</param>
/// <param name="FirstIndex">The first of them.</param>
internal sealed record UnknownField(string Name, long Records, long FirstIndex);
