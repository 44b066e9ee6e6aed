using System.Diagnostics;
using System.Globalization;

namespace Ingestion.Local.Processes;

/// <summary>
/// One server process that this program started, or adopted from a run of it that was killed. It runs in a session of its
/// own, so that Ctrl-C in the terminal reaches only this program, which then ends its servers in order.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    // Identity first, then output to files: both outlive this program, whatever happens to it.
    private const string StartScript = """
        pid_file=$1; log_file=$2; shift 2
        if [ -r "/proc/$$/stat" ]; then read -r line < "/proc/$$/stat"; else line="$$ $(LC_ALL=C ps -o lstart= -p $$)"; fi
        printf '%s\n' "$line" > "$pid_file" || exit 126
        exec "$@" < /dev/null >> "$log_file" 2>&1
        """;

    private static readonly TimeSpan AdoptedLookInterval = TimeSpan.FromMilliseconds(200);
    private readonly Process? _process;
    private readonly ProcessIdentity? _identity;
    private readonly CancellationTokenSource _disposed = new();

    private ChildProcess(string name, string logFile, Process process)
    {
        Name = name;
        LogFile = logFile;
        _process = process;
        _identity = ProcessIdentity.Find(process.Id);
        Exited = process.WaitForExitAsync(CancellationToken.None);
    }

    private ChildProcess(string name, string logFile, ProcessIdentity adopted, TimeProvider time)
    {
        Name = name;
        LogFile = logFile;
        _identity = adopted;
        Exited = WatchAsync(adopted, time, _disposed.Token);
    }

    public string Name { get; }

    public string LogFile { get; }

    public int Id => _process?.Id ?? _identity!.Id;

    /// <summary>Completes when the process is gone, for whatever reason.</summary>
    public Task Exited { get; }

    /// <summary>Null while it runs, and for an adopted process.</summary>
    public int? ExitCode => _process is { HasExited: true } ended ? ended.ExitCode : null;

    public static ChildProcess Start(ChildCommand command)
    {
        ChildLog.Rotate(command.LogFile);
        ProcessStartInfo start = new("/bin/sh", ["-c", StartScript, "sh", command.PidFile, command.LogFile, .. OwnSession()])
        {
            UseShellExecute = false,
            WorkingDirectory = command.WorkingDirectory,
        };
        start.ArgumentList.Add(command.FileName);
        foreach (string argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string? value) in command.Environment)
        {
            start.Environment[name] = value;
            if (value is null)
            {
                start.Environment.Remove(name);
            }
        }

        Process process = Process.Start(start) ?? throw new LocalException($"{command.Name} could not be started.");
        return new ChildProcess(command.Name, command.LogFile, process);
    }

    /// <summary>Takes over a process of a killed run; null when it runs no more.</summary>
    public static ChildProcess? Adopt(string name, string logFile, ProcessIdentity? identity, TimeProvider time) =>
        identity is not null && identity.IsAlive() ? new ChildProcess(name, logFile, identity, time) : null;

    /// <summary>Sends the signal, then SIGKILL when the process is still there after the grace time. Returns when it is gone.</summary>
    public async Task StopAsync(int signal, TimeSpan grace, TimeProvider time)
    {
        if (_identity is null || Exited.IsCompleted)
        {
            return;
        }

        Signals.Send(_identity, signal);
        try
        {
            await Exited.WaitAsync(grace, time);
        }
        catch (TimeoutException)
        {
            Signals.Send(_identity, Signals.Kill);
            await Exited;
        }
    }

    public string DescribeExit()
    {
        string how = ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $" with exit code {code}") : string.Empty;
        IReadOnlyList<string> lines = ChildLog.LastLines(LogFile, 15);
        string output = lines.Count == 0 ? " It printed nothing." : $" Its last lines ({LogFile}):\n  {string.Join("\n  ", lines)}";
        return $"{Name} ended{how}.{output}";
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
        _process?.Dispose();
    }

    private static string[] OwnSession() => OperatingSystem.IsLinux()
        ? ["setsid"]
        : ["perl", "-e", "use POSIX 'setsid'; setsid(); exec { $ARGV[0] } @ARGV or die $!"];

    private static async Task WatchAsync(ProcessIdentity identity, TimeProvider time, CancellationToken cancellationToken)
    {
        while (identity.IsAlive() && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(AdoptedLookInterval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
