using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Ingestion.Local.Processes;
using Ingestion.Tests.Fixtures;

namespace Ingestion.Tests.Local;

/// <summary>The one-command program as a process of its own, with ports that no other test uses.</summary>
internal sealed partial class ProgramRun : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ProgramRun(Process process) => _process = process;

    public string Output => string.Join('\n', _lines);

    /// <summary>The address after <c>Service:</c>.</summary>
    public Uri Service => new(ServiceLine().Match(Output).Groups[1].Value);

    /// <summary>The simulator's port in its line of the start.</summary>
    public Uri Simulator => new($"http://127.0.0.1:{SimulatorLine().Match(Output).Groups[1].Value}/");

    public static ProgramRun Start(string dataFolder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string assembly = typeof(ChildProcess).Assembly.Location;
        string[] command = ["dotnet", ProgramBesideItsServers(assembly), .. arguments, "--data", dataFolder];

        // A shell that runs the tests in the background makes them, and all that they start, deaf to Ctrl-C.
        string[] hearing = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", .. command] : command;
        ProcessStartInfo start = new(hearing[0], hearing[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in new[] { "POSTGRES_CONNECTION_STRING", "BLOB_CONNECTION_STRING", "BRIGHTDATA_BASE_URL", "BRIGHTDATA_API_KEY" })
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        ProgramRun run = new(new Process { StartInfo = start });
        run._process.OutputDataReceived += run.Take;
        run._process.ErrorDataReceived += run.Take;
        run._process.Start();
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        return run;
    }

    /// <summary>Arguments that keep a run away from the usual port.</summary>
    public static string[] OnFreePort(params string[] arguments) =>
        [.. arguments, "--port", TestPorts.Next().ToString(CultureInfo.InvariantCulture)];

    public Task SaysAsync(string text) => Eventually.TrueAsync(
        () => Output.Contains(text, StringComparison.Ordinal)
            || (_process.HasExited ? throw new InvalidOperationException($"The program ended before it said '{text}':\n{Output}") : false),
        Limit);

    /// <summary>The servers that it started, by their process id files.</summary>
    public static IReadOnlyList<ProcessIdentity> Servers(string dataFolder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(dataFolder, "run"), "*.pid")
            .Select(ProcessIdentity.ReadPidFile).OfType<ProcessIdentity>().Where(server => server.IsAlive()),
    ];

    /// <summary>Kills them, as when the machine fails.</summary>
    public static void KillServers(string dataFolder)
    {
        foreach (ProcessIdentity server in Servers(dataFolder))
        {
            Signals.Send(server, Signals.Kill);
        }
    }

    /// <summary>Ends what a failed test left: the same start that cleans up after kill -9, ended at once.</summary>
    public static async Task EndServersAsync(string dataFolder)
    {
        foreach (ProcessIdentity server in Directory.Exists(dataFolder) ? Servers(dataFolder) : [])
        {
            Signals.Send(server, Signals.Quit);
            await Eventually.TrueAsync(() => !server.IsAlive());
        }
    }

    public void Send(int signal) => Signals.Send(ProcessIdentity.Find(_process.Id)!, signal);

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Send(Signals.Terminate);
            await ExitCodeAsync();
        }

        _process.Dispose();
    }

    // The copy in the tests' folder would look for the other programs in the wrong place.
    private static string ProgramBesideItsServers(string copy)
    {
        DirectoryInfo output = new(Path.GetDirectoryName(copy)!);
        DirectoryInfo? root = output;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Ingestion.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(
            root!.FullName, "local", "Ingestion.Local", "bin", output.Parent!.Name, output.Name, Path.GetFileName(copy));
    }

    private void Take(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _lines.Enqueue(line.Data);
        }
    }

    [GeneratedRegex("^Service: (.+)$", RegexOptions.Multiline)]
    private static partial Regex ServiceLine();

    [GeneratedRegex("simulator on port ([0-9]+)")]
    private static partial Regex SimulatorLine();
}
