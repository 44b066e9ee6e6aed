using System.Globalization;
using Ingestion.Local.Processes;

namespace Ingestion.Local.Postgres;

/// <summary>
/// <c>postmaster.pid</c> in the cluster's folder: the server's process id (line 1) and port (line 4). It stays behind after
/// <c>kill -9</c>, and its process id may by then belong to something else; PostgreSQL then refuses to start.
/// </summary>
internal sealed record PostmasterFile(ProcessIdentity Process, int Port)
{
    private const int PortLine = 3;

    /// <summary>The server that runs on this cluster now, or null.</summary>
    public static PostmasterFile? FindRunning(string dataFolder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PathIn(dataFolder));
        }
        catch (IOException)
        {
            return null;
        }

        return lines.Length > PortLine
            && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            && int.TryParse(lines[PortLine], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && ProcessIdentity.Find(id) is { } process
            && IsServerOf(dataFolder, id)
                ? new PostmasterFile(process, port)
                : null;
    }

    /// <summary>Deletes the file when its process id belongs to a process that is no server of this cluster.</summary>
    public static void RemoveStale(string dataFolder)
    {
        string path = PathIn(dataFolder);
        if (File.Exists(path)
            && int.TryParse(File.ReadLines(path).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            && !IsServerOf(dataFolder, id))
        {
            File.Delete(path);
        }
    }

    private static string PathIn(string dataFolder) => Path.Combine(dataFolder, "postmaster.pid");

    private static bool IsServerOf(string dataFolder, int id)
    {
        string command = ProcessIdentity.CommandLineOf(id);
        return command.Contains("postgres", StringComparison.Ordinal) && command.Contains(dataFolder, StringComparison.Ordinal);
    }
}
