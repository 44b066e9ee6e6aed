using System.Security.Cryptography;
using Ingestion.Local.Processes;
using Ingestion.Local.Tools;

namespace Ingestion.Bench.Orchestrations;

/// <summary>The npm peers, installed once per lock file into the cache folder.</summary>
internal static class PeerFolder
{
    public static string Scripts { get; } = Path.Combine(AppContext.BaseDirectory, "peers");

    public static async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        byte[] locked = await File.ReadAllBytesAsync(Path.Combine(Scripts, "package-lock.json"), cancellationToken);
        string cache = ToolInstaller.DefaultCacheFolder();
        string folder = Path.Combine(cache, "bench-peers-" + Convert.ToHexStringLower(SHA256.HashData(locked).AsSpan(0, 6)));
        if (Directory.Exists(folder))
        {
            return folder;
        }

        // Moved to its place when it is whole.
        string unfinished = Path.Combine(cache, "bench-peers-" + Path.GetRandomFileName());
        Directory.CreateDirectory(unfinished);
        foreach (string name in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(Path.Combine(Scripts, name), Path.Combine(unfinished, name));
        }

        Console.WriteLine("Installing DBOS with npm, once.");
        Command ended = await Command.RunAsync(
            "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], unfinished, null, cancellationToken)
            ?? throw new BenchException("npm was not found on the PATH.");
        if (ended.ExitCode != 0)
        {
            throw new BenchException($"npm could not install DBOS: {string.Join(' ', ended.LastLines(5))}");
        }

        Directory.Move(unfinished, folder);
        return folder;
    }
}
