using System.Text;

namespace Ingestion.Local.Processes;

/// <summary>The output of a server: one file per run, the newest <c>name.log</c>, earlier ones <c>name.1.log</c> and so on.</summary>
internal static class ChildLog
{
    private const int KeptFiles = 5;
    private const int TailBytes = 16 * 1024;

    public static void Rotate(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        for (int number = KeptFiles - 1; number > 1; number--)
        {
            if (File.Exists(Numbered(path, number - 1)))
            {
                File.Move(Numbered(path, number - 1), Numbered(path, number), overwrite: true);
            }
        }

        File.Move(path, Numbered(path, 1), overwrite: true);
    }

    public static IReadOnlyList<string> LastLines(string path, int count)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
            using StreamReader reader = new(file, Encoding.UTF8);
            return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(count)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string Numbered(string path, int number) => Path.ChangeExtension(path, $"{number}.log");
}
