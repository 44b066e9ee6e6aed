using System.Collections.Frozen;

namespace Ingestion.Core.Normalize.Schemas;

/// <summary>What the records of a dataset look like, in one version.</summary>
public sealed record DatasetSchema
{
    /// <summary>The folder in the registry: <c>facebook-page-posts</c>.</summary>
    public required string Name { get; init; }

    /// <summary>From 1; a later one replaces an earlier one.</summary>
    public required int Version { get; init; }

    /// <summary>The provider's name of the dataset in words: <c>Facebook page posts</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The provider's ids: <c>gd_lkaxegm826bjpoo9m5</c>.</summary>
    public required IReadOnlyList<string> DatasetIds { get; init; }

    /// <summary>Every known field, in the order of the schema.</summary>
    public required IReadOnlyList<SchemaField> Fields { get; init; }

    /// <summary>The same by name.</summary>
    public required FrozenDictionary<string, SchemaField> ByName { get; init; }
}
