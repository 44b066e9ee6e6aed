using System.Runtime.InteropServices;

namespace Ingestion.Local.Stack;

/// <summary>The programs that are built together with this one, and what starts them.</summary>
internal static class BuildOutput
{
    /// <summary>The functions host. <c>INGESTION_FUNCTIONS_DLL</c> names another build of it.</summary>
    public static string FunctionsHost() => Find("INGESTION_FUNCTIONS_DLL", "Ingestion.Functions", "Ingestion.Functions");

    /// <summary>The provider's stand-in. <c>INGESTION_SIMULATOR_DLL</c> names another build of it.</summary>
    public static string Simulator() => Find("INGESTION_SIMULATOR_DLL", Path.Combine("local", "Simulators"), "Simulators");

    /// <summary>The <c>dotnet</c> that runs this program, wherever the PATH leads.</summary>
    public static string DotnetHost()
    {
        string runtime = RuntimeEnvironment.GetRuntimeDirectory();
        string host = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }

    /// <summary>Recorded provider answers beside the repository: <c>INGESTION_DATASETS</c>, else <c>../shared/datasets</c>, else null.</summary>
    public static string? Datasets()
    {
        if (Environment.GetEnvironmentVariable("INGESTION_DATASETS") is { Length: > 0 } named)
        {
            return Directory.Exists(named)
                ? Path.GetFullPath(named)
                : throw new LocalException($"INGESTION_DATASETS names {named}, which is not a folder.");
        }

        string? beside = Repository() is { } root ? Path.GetFullPath(Path.Combine(root, "..", "shared", "datasets")) : null;
        return beside is not null && Directory.Exists(beside) ? beside : null;
    }

    private static string Find(string variable, string project, string assembly)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named)
        {
            return Path.GetFullPath(named);
        }

        // .../local/Ingestion.Local/bin/<configuration>/<framework>/: the other projects were built with the same two names.
        DirectoryInfo output = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string path = Path.Combine(
            Repository() ?? output.FullName, project, "bin", output.Parent?.Name ?? string.Empty, output.Name, assembly + ".dll");
        return File.Exists(path)
            ? path
            : throw new LocalException($"{path} is missing. Run `dotnet build Ingestion.sln`, or name it in {variable}.");
    }

    private static string? Repository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ingestion.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
