using System.Security.Cryptography;

namespace Simulators.BrightData.Jobs;

/// <summary>Ids in the provider's form: <c>sd_</c> and 17 lower-case letters and digits, never the same again after a restart.</summary>
internal static class SnapshotIds
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static string Next(DateTimeOffset now)
    {
        Span<char> time = stackalloc char[8];
        long rest = now.ToUnixTimeMilliseconds();
        for (int i = time.Length - 1; i >= 0; i--)
        {
            time[i] = Alphabet[(int)(rest % Alphabet.Length)];
            rest /= Alphabet.Length;
        }

        return $"sd_{time}{RandomNumberGenerator.GetString(Alphabet, 9)}";
    }
}
