namespace Ingestion.Tests.Normalize.Schemas;

/// <summary>The table of a page in docs/datasets.</summary>
internal static class DatasetPage
{
    internal static IEnumerable<(string Name, string Type, string IsAlwaysThere, string Meaning)> Rows(string name) =>
        File.ReadLines(Path.Combine(Repository.Root, "docs/datasets", $"{name}.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1], cells[2], cells[3], cells[4]));
}
