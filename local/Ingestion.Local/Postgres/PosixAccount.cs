using System.Globalization;
using Ingestion.Local.Processes;

namespace Ingestion.Local.Postgres;

/// <summary>
/// The user that PostgreSQL runs as. PostgreSQL refuses to run as root: started by root it gets a system user of its own.
/// </summary>
internal sealed record PosixAccount(int UserId, int GroupId)
{
    private const string OwnName = "ingestion-postgres";

    /// <summary>Null when this program does not run as root: PostgreSQL then runs as the same user.</summary>
    public static async Task<PosixAccount?> ForPostgresAsync(CancellationToken cancellationToken)
    {
        if (Signals.EffectiveUser() != 0)
        {
            return null;
        }

        if (!OperatingSystem.IsLinux())
        {
            throw new LocalException("PostgreSQL does not run as root. Start the program as an ordinary user.");
        }

        if (await Command.RunAsync("setpriv", ["--version"], null, null, cancellationToken) is null)
        {
            throw new LocalException("PostgreSQL does not run as root, and setpriv (package util-linux) is not there to start it as another "
                + "user. Install it, or start the program as an ordinary user.");
        }

        return Find(OwnName) ?? await CreateAsync(cancellationToken) ?? Find("postgres") ?? Find("nobody")
            ?? throw new LocalException("PostgreSQL does not run as root, and no system user for it could be created. "
                + "Start the program as an ordinary user, or set POSTGRES_CONNECTION_STRING.");
    }

    /// <summary>
    /// The command as this user. When the paths lie below a folder that only root may enter (a home folder, mostly), the
    /// process keeps one capability: to pass such folders. Nothing else of root is left to it.
    /// </summary>
    public IEnumerable<string> Wrap(IEnumerable<string> command, params IEnumerable<string> paths)
    {
        List<string> wrapped =
        [
            "setpriv", "--reuid", UserId.ToString(CultureInfo.InvariantCulture), "--regid", GroupId.ToString(CultureInfo.InvariantCulture),
            "--clear-groups", "--nnp",
        ];
        if (!paths.All(IsOpenToAll))
        {
            string capability = OwnCapabilities.Has(OwnCapabilities.DacReadSearch) ? "+dac_read_search" : "+dac_override";
            // access(2) ignores capabilities of a process that is not root, unless this secure bit is set.
            wrapped.AddRange(["--securebits", "+no_setuid_fixup", "--inh-caps", capability, "--ambient-caps", capability]);
        }

        return [.. wrapped, "--", .. command];
    }

    /// <summary>Gives a folder and all below it to this user.</summary>
    public async Task TakeAsync(string path, CancellationToken cancellationToken)
    {
        Command? chown = await Command.RunAsync("chown", ["-R", $"{UserId}:{GroupId}", path], null, null, cancellationToken);
        if (chown is not { ExitCode: 0 })
        {
            throw new LocalException($"{path} could not be given to the user that runs PostgreSQL: {chown?.Output.Trim()}");
        }
    }

    // Every folder on the way must let others pass.
    private static bool IsOpenToAll(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        for (DirectoryInfo? folder = Directory.GetParent(path); folder is not null; folder = folder.Parent)
        {
            if (!folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private static PosixAccount? Find(string name)
    {
        string? line = File.ReadLines("/etc/passwd").FirstOrDefault(entry => entry.StartsWith(name + ":", StringComparison.Ordinal));
        string[] fields = line?.Split(':') ?? [];
        return fields.Length > 3
            ? new PosixAccount(int.Parse(fields[2], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture))
            : null;
    }

    private static async Task<PosixAccount?> CreateAsync(CancellationToken cancellationToken)
    {
        // A failure is not looked at: another start may have created it at the same time, or it cannot be created at all.
        string[] arguments = ["--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", OwnName];
        await Command.RunAsync("useradd", arguments, null, null, cancellationToken);
        return Find(OwnName);
    }
}
