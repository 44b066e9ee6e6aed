using System.Globalization;
using Ingestion.Local.Processes;

namespace Ingestion.Tests.Fixtures;

/// <summary>
/// The temporary folder of this test process: servers and tests keep their files below it. It is removed at the end of the
/// run; what a killed run left, servers included, is removed by the next one.
/// </summary>
internal static class TestRunFolder
{
    private const string OwnerFile = "owner.pid";
    private static readonly TimeSpan StopTime = TimeSpan.FromMinutes(3);
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "ingestion-tests");
    private static readonly Lazy<string> Current = new(Create);

    /// <summary>Absolute; only this user may list it.</summary>
    public static string Get() => Current.Value;

    /// <summary>Ends every server that still runs below it, and deletes it.</summary>
    public static void Delete()
    {
        if (Current.IsValueCreated)
        {
            Remove(Current.Value);
        }
    }

    private static string Create()
    {
        Directory.CreateDirectory(Root);
        foreach (string folder in Directory.EnumerateDirectories(Root))
        {
            if (ProcessIdentity.ReadPidFile(Path.Combine(folder, OwnerFile)) is not { } owner || !owner.IsAlive())
            {
                Remove(folder);
            }
        }

        string id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        string unnamed = Directory.CreateTempSubdirectory("ingestion-tests-").FullName;
        string owned = OperatingSystem.IsLinux()
            ? File.ReadAllText("/proc/self/stat")
            : $"{id} {ProcessIdentity.Find(Environment.ProcessId)?.StartedAt}";
        File.WriteAllText(Path.Combine(unnamed, OwnerFile), owned);
        string mine = Path.Combine(Root, $"{id}-{Guid.NewGuid():N}");
        if (!OperatingSystem.IsWindows())
        {
            // PostgreSQL runs as another user when root runs the tests: it must pass, and need not list.
            File.SetUnixFileMode(unnamed, File.GetUnixFileMode(unnamed) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        Directory.Move(unnamed, mine);
        return mine;
    }

    private static void Remove(string folder)
    {
        try
        {
            foreach (string pidFile in Directory.EnumerateFiles(folder, "*.pid", SearchOption.AllDirectories))
            {
                if (Path.GetFileName(pidFile) is not (OwnerFile or "postmaster.pid"))
                {
                    Stop(ProcessIdentity.ReadPidFile(pidFile));
                }
            }

            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Another test run cleans up at the same time, or the next one will.
        }
        catch (UnauthorizedAccessException)
        {
            // It belongs to another user.
        }
    }

    private static void Stop(ProcessIdentity? server)
    {
        if (ChildProcess.Adopt("server", string.Empty, server, TimeProvider.System) is { } orphan)
        {
            using (orphan)
            {
                // PostgreSQL: immediate shutdown, which still frees its shared memory. Everything else: the end.
                orphan.StopAsync(Signals.Quit, StopTime, TimeProvider.System).GetAwaiter().GetResult();
            }
        }
    }
}
