using System.Globalization;

namespace Ingestion.Local.Postgres;

/// <summary>What this process may do as root; in a container that is less than everything. See capabilities(7).</summary>
internal static class OwnCapabilities
{
    /// <summary>CAP_DAC_READ_SEARCH: pass any folder and read any file.</summary>
    public const int DacReadSearch = 2;

    public static bool Has(int capability)
    {
        const string Label = "CapBnd:";
        string? line = File.ReadLines("/proc/self/status").FirstOrDefault(entry => entry.StartsWith(Label, StringComparison.Ordinal));
        return line is not null
            && ulong.TryParse(line.AsSpan(Label.Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
            && (bits & (1UL << capability)) != 0;
    }
}
