using System.Runtime.Versioning;

namespace Ingestion.Local.Postgres;

/// <summary>
/// Tells which folders another user can pass. PostgreSQL refuses to run as root, so root starts it as a user of its own, without
/// any capability: that user must be able to reach the program and the data.
/// </summary>
internal static class PassableFolders
{
    /// <summary>Whether any user may pass through the folder itself.</summary>
    [UnsupportedOSPlatform("windows")]
    public static bool IsOpenToAll(string folder) => File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute);

    /// <summary>The first folder above the path that other users cannot pass; null when there is none.</summary>
    public static string? FirstClosedAbove(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        for (DirectoryInfo? folder = Directory.GetParent(path); folder is not null; folder = folder.Parent)
        {
            if (folder.Exists && !IsOpenToAll(folder.FullName))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
