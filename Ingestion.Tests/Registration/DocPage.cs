namespace Ingestion.Tests.Registration;

/// <summary>The rows of a reference page: name, type, whether it is required, meaning.</summary>
internal static class DocPage
{
    internal static IReadOnlyList<(string Name, string Type, string IsRequired)> Rows(string relativePath) =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, relativePath))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1], cells[2], cells[3])),
    ];

    internal static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!];
}
