using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Ingestion.Local.Processes;

/// <summary>A short command that is waited for, with its exit code and everything it printed.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    /// <summary>Runs to the end; null when there is no such program.</summary>
    public static async Task<Command?> RunAsync(
        string fileName, IEnumerable<string> arguments, string? workingDirectory, Action<string>? onLine, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(fileName, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? string.Empty,
        };
        StringBuilder output = new();
        void Take(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is not null)
            {
                lock (output)
                {
                    output.AppendLine(line.Data);
                }

                onLine?.Invoke(line.Data);
            }
        }

        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        lock (output)
        {
            return new Command(process.ExitCode, output.ToString());
        }
    }

    public IEnumerable<string> LastLines(int count) =>
        Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(count);
}
