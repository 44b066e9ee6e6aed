using System.Text.Json;

namespace Simulators.BrightData.Jobs;

/// <summary>
/// Append-only JSON lines. Each line reaches the operating system in one write before its effect is answered, so a killed
/// process loses nothing that it had told; a line that the kill cut is dropped at the next start.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream? _file;

    /// <summary>Opens the file, or makes it; null keeps nothing.</summary>
    public Journal(string? path)
    {
        if (path is null)
        {
            return;
        }

        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        _file = new FileStream(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
    }

    public IEnumerable<JournalEntry> Load()
    {
        if (_file is null)
        {
            yield break;
        }

        byte[] content = new byte[_file.Length];
        _file.ReadExactly(content);
        int whole = content.AsSpan().LastIndexOf((byte)'\n') + 1;
        _file.SetLength(whole);
        _file.Seek(whole, SeekOrigin.Begin);
        for (int start = 0; start < whole;)
        {
            int end = start + content.AsSpan(start).IndexOf((byte)'\n');
            yield return Read(content.AsSpan(start, end - start));
            start = end + 1;
        }
    }

    public void Append(JournalEntry entry)
    {
        if (_file is null)
        {
            return;
        }

        byte[] line = [.. Wire.Serialize(entry), (byte)'\n'];
        lock (_gate)
        {
            _file.Write(line);
        }
    }

    public void Dispose() => _file?.Dispose();

    private static JournalEntry Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalEntry>(line, Wire.Options)!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The journal has a line that cannot be read: {e.Message}", e);
        }
    }
}
