using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Ingestion.Local.Tools;

/// <summary>What is installed: the npm manifest and its lock file, which pin every version, and the scripts beside them.</summary>
internal static class ToolManifest
{
    // Raise it when the installation does something else with the same versions.
    private const string InstallerRevision = "1";
    private static readonly string[] FileNames =
        ["package.json", "package-lock.json", "azurite-durable.cjs", "azurite-journal.cjs", "azurite-indexed.cjs"];

    /// <summary>The folder's name; it changes with any pinned version, script, operating system or processor.</summary>
    public static string FolderName()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{InstallerRevision} {PlatformName()}"));
        foreach (string name in FileNames)
        {
            hash.AppendData(Read(name));
        }

        return "tools-" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }

    /// <summary>The platform as the PostgreSQL packages spell it: <c>linux-x64</c>, <c>darwin-arm64</c>.</summary>
    public static string PlatformName()
    {
        string system = OperatingSystem.IsLinux() ? "linux"
            : OperatingSystem.IsMacOS() ? "darwin"
            : throw new LocalException("The local program runs on Linux and macOS. On Windows, use it inside WSL.");
        return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }

    public static async Task WriteToAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (string name in FileNames)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), Read(name), cancellationToken);
        }
    }

    private static byte[] Read(string name)
    {
        using Stream stream = typeof(ToolManifest).Assembly.GetManifestResourceStream($"tools/{name}")
            ?? throw new InvalidOperationException($"The resource tools/{name} is missing from the build.");
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
