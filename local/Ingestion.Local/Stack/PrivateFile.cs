namespace Ingestion.Local.Stack;

/// <summary>Files that only their owner may read, replaced as a whole: after a crash there is the old content or the new.</summary>
internal static class PrivateFile
{
    public static void Write(string path, string content)
    {
        string unfinished = path + ".new";
        File.Delete(unfinished);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (FileStream file = new(unfinished, options))
        {
            using StreamWriter writer = new(file);
            writer.Write(content);
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
