namespace Ingestion.Tests;

/// <summary>Where the sources are, for tests that compare files with code.</summary>
internal static class Repository
{
    /// <summary>The folder of Ingestion.sln, above the test's output folder.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ingestion.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"Ingestion.sln is not above {AppContext.BaseDirectory}.");
    }
}
