namespace Functions.Runtime.Hosting;

/// <summary>What a test decides and a program leaves alone.</summary>
internal sealed class FunctionsHostOptions
{
    /// <summary>Types to look for functions in. Default null: every public class of the entry assembly.</summary>
    public IReadOnlyList<Type>? FunctionTypes { get; init; }

    /// <summary>Folder of host.json and local.settings.json. Default: the program's own.</summary>
    public string AppDirectory { get; init; } = AppContext.BaseDirectory;

    /// <summary>Throws start-up errors instead of ending the process. Default false.</summary>
    public bool ThrowStartupErrors { get; init; }
}
