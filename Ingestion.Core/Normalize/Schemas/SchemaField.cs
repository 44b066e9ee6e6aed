namespace Ingestion.Core.Normalize.Schemas;

/// <summary>A field of a dataset's records, at their top level.</summary>
public sealed record SchemaField
{
    /// <summary>The provider's name: <c>num_comments</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The types as the schema spells them, its order kept: <c>integer</c>, <c>null</c>.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The same as kinds of JSON value.</summary>
    public required JsonKinds Kinds { get; init; }

    /// <summary>Every record has the key (JSON Schema: <c>required</c>), maybe with null.</summary>
    public required bool IsAlwaysThere { get; init; }

    /// <summary>
    /// What it is essential for (<c>x-role</c>): <c>id</c>, <c>author</c>, or the count that it gives. Fields of one role stand
    /// in for each other. Null for a field that records can do without.
    /// </summary>
    public string? Role { get; init; }

    /// <summary>Null is an answer and no loss (<c>x-hideable</c>): likes that an author hides.</summary>
    public bool IsHideable { get; init; }

    /// <summary>What it means.</summary>
    public required string Description { get; init; }
}
