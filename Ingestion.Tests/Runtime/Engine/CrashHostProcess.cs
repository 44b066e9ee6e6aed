using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Ingestion.Tests.Runtime.Engine;

/// <summary>A durable host in a process of its own, which a test may kill, stop and continue.</summary>
internal sealed class CrashHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Process process;

    private CrashHostProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public static async Task<CrashHostProcess> StartAsync(
        EngineDatabase database, string hub, double leaseSeconds = 2, string hostName = "")
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        string root = output.Parent!.Parent!.Parent!.Parent!.FullName;
        string program = Path.Combine(root, "local", "CrashHost", "bin", output.Parent.Name, output.Name, "CrashHost.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        start.ArgumentList.Add(database.ConnectionString);
        start.ArgumentList.Add(hub);
        start.ArgumentList.Add(leaseSeconds.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(hostName);
        var host = new CrashHostProcess(Process.Start(start)!);
        _ = host.process.StandardError.ReadToEndAsync();
        string? line = await host.process.StandardOutput.ReadLineAsync().WaitAsync(Limit);
        Assert.Equal("ready", line);
        return host;
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Limit);
    }

    /// <summary>Sends a signal, for example STOP, CONT or TERM.</summary>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Limit);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }
}
