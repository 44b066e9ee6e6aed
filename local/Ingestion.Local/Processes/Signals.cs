using System.Runtime.InteropServices;

namespace Ingestion.Local.Processes;

/// <summary>The POSIX signals that servers are ended with, by their numbers on Linux and macOS.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Sends a signal to exactly this process; nothing is sent when its id belongs to another one by now.</summary>
    public static void Send(ProcessIdentity process, int signal)
    {
        if (process.IsAlive())
        {
            // The result is of no use: a process that is gone meanwhile is what the caller wants.
            _ = SendSignal(process.Id, signal);
        }
    }

    /// <summary>The effective user id of this process; 0 is root.</summary>
    public static uint EffectiveUser() => GetEffectiveUser();

    /// <summary>The process that started this one; another one after its death.</summary>
    public static int ParentProcess() => GetParent();

    [LibraryImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetParent();

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUser();
}
