using System.Globalization;

namespace Ingestion.Bench.Measure;

/// <summary>What the system says about a running process. Linux only.</summary>
/// <param name="ResidentBytes">Memory that it holds now.</param>
/// <param name="PeakBytes">The most that it ever held.</param>
/// <param name="Threads">Its threads.</param>
internal sealed record ProcessMemory(long ResidentBytes, long PeakBytes, int Threads)
{
    private const double MiB = 1024 * 1024;

    public double ResidentMiB => ResidentBytes / MiB;

    public double PeakMiB => PeakBytes / MiB;

    public static ProcessMemory Of(int processId)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status");
        Dictionary<string, string> fields = File.Exists(path)
            ? File.ReadLines(path).Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim())
            : throw new BenchException("Memory is read from /proc/<pid>/status: this benchmark needs Linux and a running process.");
        return new ProcessMemory(Bytes(fields["VmRSS"]), Bytes(fields["VmHWM"]), int.Parse(fields["Threads"], CultureInfo.InvariantCulture));
    }

    private static long Bytes(string kilobytes) => 1024 * long.Parse(kilobytes.Split(' ')[0], CultureInfo.InvariantCulture);
}
