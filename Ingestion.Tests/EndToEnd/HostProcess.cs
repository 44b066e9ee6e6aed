using System.Diagnostics;
using Ingestion.Local.Stack;

namespace Ingestion.Tests.EndToEnd;

/// <summary>The host's program in a process of its own.</summary>
internal static class HostProcess
{
    public static Process Start(IReadOnlyDictionary<string, string> environment, Action<string> keepLine)
    {
        string configuration = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).Parent!.Name;
        string dll = Path.Combine(Repository.Root, "Ingestion.Functions", "bin", configuration, "net10.0", "Ingestion.Functions.dll");
        var start = new ProcessStartInfo(BuildOutput.DotnetHost(), [dll]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process host = Process.Start(start)!;
        host.OutputDataReceived += (_, line) => keepLine(line.Data ?? "");
        host.ErrorDataReceived += (_, line) => keepLine(line.Data ?? "");
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        return host;
    }
}
