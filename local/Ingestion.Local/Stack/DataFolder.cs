using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ingestion.Local.Postgres;
using Ingestion.Local.Processes;

namespace Ingestion.Local.Stack;

/// <summary>
/// The folder of everything that one local installation keeps. One program holds it at a time; a marker file says that it
/// is ours, so that nothing else can be deleted by mistake.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string MarkerName = "ingestion-local.marker";
    private const string MarkerText = "Made by local/Ingestion.Local. `--reset` deletes this folder's content.\n";
    private const string LockName = "lock";
    private const string OwnerName = "lock.owner";
    private const string EndingMark = "ending";
    private static readonly TimeSpan LockLookInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(40);
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream heldLock)
    {
        Root = path;
        _lock = heldLock;
    }

    private static string OwnId => Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Absolute.</summary>
    public string Root { get; }

    public string RunFolder => Path.Combine(Root, "run");

    public string LogFolder => Path.Combine(Root, "logs");

    /// <summary>
    /// The cluster's folder. Below <see cref="Root"/>, unless root runs the program and only root may pass to there, as in
    /// <c>/root</c>: then below <c>/var/lib/ingestion</c>, for PostgreSQL runs as another user.
    /// </summary>
    public string Postgres => IsClosedToPostgres ? Path.Combine(SystemFolder, "postgres") : PostgresBelowRoot;

    /// <summary>Where a cluster was before <see cref="Postgres"/> could be elsewhere.</summary>
    public string PostgresBelowRoot => Path.Combine(Root, "postgres");

    public string Azurite => Path.Combine(Root, "azurite");

    public string SimulatorState => Path.Combine(Root, "simulator.jsonl");

    public string PlatformsState => Path.Combine(Root, "platforms.jsonl");

    /// <summary>The key of the owner <c>local</c>, for the account routes.</summary>
    public string OwnerKey => Path.Combine(Root, "owner.key");

    /// <summary>The key of the operator <c>local</c>; is there while the service takes it.</summary>
    public string OperatorKey => OperatorKeyFileIn(Root);

    /// <summary>The key ring that seals tokens.</summary>
    public string CredentialKeys => Path.Combine(Root, "credential-keys.json");

    /// <summary>The key that signs developer tokens of the simulated Apple Music.</summary>
    public string AppleMusicKey => Path.Combine(Root, "apple-music.p8");

    public string Secrets => Path.Combine(Root, "secrets.json");

    public string Ports => PortsFileIn(Root);

    /// <summary>Holds the idempotency key of a demo crawl that has not been seen to its end.</summary>
    public string DemoKey => Path.Combine(Root, "demo.key");

    /// <summary>Holds the ids of the demo's accounts, by platform.</summary>
    public string DemoAccounts => Path.Combine(Root, "demo-accounts.json");

    /// <summary>Is there while the demo's first day, which is the day before, is not over.</summary>
    public string Yesterday => Path.Combine(Root, "demo.yesterday");

    private bool IsClosedToPostgres =>
        OperatingSystem.IsLinux() && Signals.EffectiveUser() == 0 && PassableFolders.FirstClosedAbove(Root) is not null;

    private string SystemFolder => Path.Combine(
        "/var/lib/ingestion", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)).AsSpan(0, 8)));

    /// <summary>Beside <c>Ingestion.sln</c> when the current folder is in the project, else in the current folder.</summary>
    public static string DefaultPath()
    {
        string current = Directory.GetCurrentDirectory();
        for (DirectoryInfo? folder = new(current); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ingestion.sln")))
            {
                return Path.Combine(folder.FullName, ".local");
            }
        }

        return Path.Combine(current, ".local");
    }

    public static string PortsFileIn(string path) => Path.Combine(path, "ports.json");

    public static string OperatorKeyFileIn(string path) => Path.Combine(path, "operator.key");

    /// <summary>
    /// Makes or opens it and takes it for this process. Waits for a program that is ending: after <c>kill -9</c> of
    /// <c>dotnet run</c> the program below it needs a moment to notice and to end its servers.
    /// </summary>
    /// <param name="path">Absolute or relative.</param>
    /// <param name="patience">How long a program that is not known to be ending is waited for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LocalException">Another program holds it, it is somebody else's folder, or it cannot be written.</exception>
    public static async Task<DataFolder> OpenAsync(
        string path, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        string root = Path.GetFullPath(path);
        try
        {
            CheckOwnership(root);
            CreateClosed(root);
            DataFolder folder = new(root, await TakeLockAsync(root, patience, time, cancellationToken));
            await File.WriteAllTextAsync(Path.Combine(root, MarkerName), MarkerText, cancellationToken);
            Directory.CreateDirectory(folder.RunFolder);
            Directory.CreateDirectory(folder.LogFolder);
            return folder;
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new LocalException($"The data folder {root} cannot be written by this user. Name another one with --data.", fault);
        }
    }

    /// <summary>Other users may not enter; the group, which is PostgreSQL's when root runs the program, may pass.</summary>
    private static void CreateClosed(string root)
    {
        Directory.CreateDirectory(root);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            File.SetUnixFileMode(root, Owner | (File.GetUnixFileMode(root) & UnixFileMode.GroupExecute));
        }
    }

    /// <summary>Whether a running program holds this folder.</summary>
    public static bool IsHeld(string path)
    {
        string file = Path.Combine(Path.GetFullPath(path), LockName);
        if (!File.Exists(file))
        {
            return false;
        }

        try
        {
            using FileStream free = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Deletes all that is kept. The servers on it must have ended.</summary>
    public void Clear()
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(Root).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else if (entry.Name is not (LockName or OwnerName or MarkerName))
            {
                entry.Delete();
            }
        }

        if (IsClosedToPostgres && Directory.Exists(SystemFolder))
        {
            Directory.Delete(SystemFolder, recursive: true);
        }

        Directory.CreateDirectory(RunFolder);
        Directory.CreateDirectory(LogFolder);
    }

    /// <summary>Tells the next start that it is worth waiting.</summary>
    public void MarkEnding() => File.WriteAllText(Path.Combine(Root, OwnerName), $"{OwnId}, {EndingMark}");

    public void Dispose() => _lock.Dispose();

    private static void CheckOwnership(string root)
    {
        if (File.Exists(root))
        {
            throw new LocalException($"{root} is a file. Name a folder with --data.");
        }

        bool ours = !Directory.Exists(root)
            || File.Exists(Path.Combine(root, MarkerName))
            || !Directory.EnumerateFileSystemEntries(root).Any(entry => Path.GetFileName(entry) is not (LockName or OwnerName));
        if (!ours)
        {
            throw new LocalException($"{root} is not empty and was not made by this program ({MarkerName} is missing); nothing was "
                + "changed in it. Name another folder with --data.");
        }
    }

    private static async Task<FileStream> TakeLockAsync(
        string root, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        string ownerFile = Path.Combine(root, OwnerName);
        long started = time.GetTimestamp();
        while (true)
        {
            try
            {
                FileStream taken = new(Path.Combine(root, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                await File.WriteAllTextAsync(ownerFile, OwnId, cancellationToken);
                return taken;
            }
            catch (IOException fault)
            {
                string owner = File.Exists(ownerFile) ? await File.ReadAllTextAsync(ownerFile, cancellationToken) : string.Empty;
                bool isEnding = owner.EndsWith(EndingMark, StringComparison.Ordinal);
                if (time.GetElapsedTime(started) > (isEnding ? EndingTime : patience))
                {
                    string who = owner.Length > 0 ? $" (process {owner})" : string.Empty;
                    throw new LocalException(
                        $"Another program{who} uses the data folder {root}. End it, or name another folder with --data.", fault);
                }
            }

            await Task.Delay(LockLookInterval, time, cancellationToken);
        }
    }
}
