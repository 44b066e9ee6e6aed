using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Ingestion.Local.Processes;

/// <summary>
/// A process that cannot be taken for another one: process ids are used again, the pair of id and start time is not.
/// <see cref="StartedAt"/> is opaque: clock ticks since boot on Linux, the start date as <c>ps</c> prints it elsewhere.
/// </summary>
internal sealed record ProcessIdentity(int Id, string StartedAt)
{
    private const int StartTimeFieldAfterName = 19;

    /// <summary>Whether exactly this process still runs. A zombie does not.</summary>
    public bool IsAlive() => Find(Id) == this;

    /// <summary>The process that has this id now, or null.</summary>
    public static ProcessIdentity? Find(int id)
    {
        if (id <= 0)
        {
            return null;
        }

        if (OperatingSystem.IsLinux())
        {
            try
            {
                return ParseStat(File.ReadAllText($"/proc/{id}/stat"));
            }
            catch (IOException)
            {
                return null;
            }
        }

        string started = PsColumn(id, "lstart=");
        return started.Length == 0 || PsColumn(id, "stat=").StartsWith('Z') ? null : new ProcessIdentity(id, started);
    }

    /// <summary>Reads what the start script left (see <see cref="ChildProcess"/>): a stat line on Linux, else id and start date.</summary>
    public static ProcessIdentity? ReadPidFile(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path).Trim();
        }
        catch (IOException)
        {
            return null;
        }

        if (OperatingSystem.IsLinux())
        {
            return ParseStat(text);
        }

        int space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && int.TryParse(text.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? new ProcessIdentity(id, text[(space + 1)..].Trim())
            : null;
    }

    /// <summary>The command line of a process, arguments divided by one space; empty when there is no such process.</summary>
    public static string CommandLineOf(int id)
    {
        if (!OperatingSystem.IsLinux())
        {
            return PsColumn(id, "command=");
        }

        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ').Trim();
        }
        catch (IOException)
        {
            return string.Empty;
        }
        catch (UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    // "1234 (name, may hold blanks and brackets) S 1 ... starttime ...": field 22 counted from 1, see proc_pid_stat(5).
    private static ProcessIdentity? ParseStat(string stat)
    {
        int nameEnd = stat.LastIndexOf(')');
        int nameStart = stat.IndexOf('(', StringComparison.Ordinal);
        if (nameEnd < 0 || nameStart < 0)
        {
            return null;
        }

        string[] fields = stat[(nameEnd + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool known = int.TryParse(stat.AsSpan(0, nameStart).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int id);
        return known && fields.Length > StartTimeFieldAfterName && fields[0] is not ("Z" or "X")
            ? new ProcessIdentity(id, fields[StartTimeFieldAfterName])
            : null;
    }

    private static string PsColumn(int id, string column)
    {
        ProcessStartInfo start = new("ps", ["-o", column, "-p", id.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using Process? ps = Process.Start(start);
            return ps?.StandardOutput.ReadToEnd().Trim() ?? string.Empty;
        }
        catch (Win32Exception)
        {
            return string.Empty;
        }
    }
}
