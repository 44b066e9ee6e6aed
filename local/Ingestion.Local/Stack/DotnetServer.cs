using Ingestion.Local.Processes;

namespace Ingestion.Local.Stack;

/// <summary>How a server that was built together with this program is started.</summary>
internal static class DotnetServer
{
    /// <param name="folder">Where its log and its process id go.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="shortName">Name of those two files.</param>
    /// <param name="arguments">The assembly's path, then its own arguments.</param>
    /// <param name="environment">Set on top of this program's own.</param>
    public static ChildCommand Command(
        DataFolder folder, string name, string shortName, IReadOnlyList<string> arguments, Dictionary<string, string?> environment)
    {
        // Would move a server away from the address that it is given.
        environment["ASPNETCORE_URLS"] = null;
        return new ChildCommand
        {
            Name = name,
            FileName = BuildOutput.DotnetHost(),
            Arguments = arguments,
            Environment = environment,
            WorkingDirectory = Path.GetDirectoryName(arguments[0])!,
            LogFile = Path.Combine(folder.LogFolder, shortName + ".log"),
            PidFile = PidFile(folder, shortName),
        };
    }

    public static string PidFile(DataFolder folder, string shortName) => Path.Combine(folder.RunFolder, shortName + ".pid");
}
