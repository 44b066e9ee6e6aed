namespace Simulators.BrightData.Records;

/// <summary>Deterministic numbers from a seed; the same on every machine and in every version.</summary>
internal static class Mixer
{
    /// <summary>The finalizer of SplitMix64.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>FNV-1a over UTF-16, then mixed.</summary>
    public static ulong Hash(ulong seed, string text)
    {
        ulong hash = 14695981039346656037 ^ seed;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return Mix(hash);
    }
}
