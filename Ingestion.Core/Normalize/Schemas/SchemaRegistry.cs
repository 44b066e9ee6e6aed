using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;

namespace Ingestion.Core.Normalize.Schemas;

/// <summary>
/// The schemas of the provider's datasets, one file per dataset and version, embedded in this assembly: what the records were
/// when somebody last looked. Normalising does not depend on them; drift is measured against them.
/// </summary>
public static class SchemaRegistry
{
    private const string ResourcePrefix = "schemas/";

    private static readonly FrozenDictionary<string, DatasetSchema> Newest = ReadAll()
        .SelectMany(schema => schema.DatasetIds.Select(id => (Id: id, Schema: schema)))
        .GroupBy(entry => entry.Id, StringComparer.Ordinal)
        .ToFrozenDictionary(
            versions => versions.Key, versions => versions.MaxBy(entry => entry.Schema.Version).Schema, StringComparer.Ordinal);

    /// <summary>The newest schema of every dataset that has one, each once, by name.</summary>
    public static IReadOnlyList<DatasetSchema> All { get; } =
        [.. Newest.Values.Distinct().OrderBy(schema => schema.Name, StringComparer.Ordinal)];

    /// <summary>The newest schema of a dataset; null for one without.</summary>
    /// <param name="datasetId">The provider's id: <c>gd_lkaxegm826bjpoo9m5</c>.</param>
    public static DatasetSchema? Find(string datasetId) => Newest.GetValueOrDefault(datasetId);

    /// <summary>Every version of every schema.</summary>
    internal static IEnumerable<DatasetSchema> ReadAll()
    {
        Assembly assembly = typeof(SchemaRegistry).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(resource => Read(assembly, resource));
    }

    private static DatasetSchema Read(Assembly assembly, string resource)
    {
        // schemas/facebook-page-posts/v1.json; built on Windows with the other slash
        string[] parts = resource[ResourcePrefix.Length..].Split('/', '\\');
        int version = int.Parse(
            Path.GetFileNameWithoutExtension(parts[1]).AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
        using Stream json = assembly.GetManifestResourceStream(resource)!;
        return SchemaReader.Read(json, parts[0], version);
    }
}
