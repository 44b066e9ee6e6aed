using Microsoft.Azure.Functions.Worker.Builder;

namespace Ingestion.Tests.Runtime.Hosting;

/// <summary>What one test's host looks like.</summary>
internal sealed record TestHostSetup
{
    /// <summary>Classes with the functions.</summary>
    public IReadOnlyList<Type> Functions { get; init; } = [];

    /// <summary>Settings; null is an empty one.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Text of host.json; null for no file. Default: routes without prefix.</summary>
    public string? HostJson { get; init; } = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""";

    /// <summary>Text of local.settings.json; null for no file.</summary>
    public string? LocalSettings { get; init; }

    /// <summary>Database; null for a fresh one.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>What Program.cs would do.</summary>
    public Action<FunctionsApplicationBuilder>? Configure { get; init; }

    /// <summary>A folder with the files.</summary>
    public string Folder()
    {
        string folder = Directory.CreateTempSubdirectory("functions-host-").FullName;
        Write(folder, "host.json", HostJson);
        Write(folder, "local.settings.json", LocalSettings);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    private static void Write(string folder, string name, string? text)
    {
        if (text is not null)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }
}
