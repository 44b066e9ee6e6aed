using System.Globalization;
using System.Runtime.Versioning;
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

    /// <summary>The command as this user, without any capability of root.</summary>
    public IReadOnlyList<string> Wrap(params IEnumerable<string> command) =>
    [
        "setpriv", "--reuid", UserId.ToString(CultureInfo.InvariantCulture), "--regid", GroupId.ToString(CultureInfo.InvariantCulture),
        "--clear-groups", "--no-new-privs", "--inh-caps=-all", "--", .. command,
    ];

    /// <summary>Lets this user, and no other user but the owner, pass through a folder.</summary>
    [UnsupportedOSPlatform("windows")]
    public async Task AdmitAsync(string folder, CancellationToken cancellationToken)
    {
        if (PassableFolders.IsOpenToAll(folder))
        {
            return;
        }

        await RunAsync("chgrp", [GroupId.ToString(CultureInfo.InvariantCulture), folder], folder, cancellationToken);
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute);
    }

    /// <summary>Gives a folder and all below it to this user.</summary>
    public Task TakeAsync(string path, CancellationToken cancellationToken) =>
        RunAsync("chown", ["-R", $"{UserId}:{GroupId}", path], path, cancellationToken);

    private static async Task RunAsync(string tool, string[] arguments, string path, CancellationToken cancellationToken)
    {
        Command? ended = await Command.RunAsync(tool, arguments, null, null, cancellationToken);
        if (ended is not { ExitCode: 0 })
        {
            throw new LocalException($"{path} could not be given to the user that runs PostgreSQL: {ended?.Output.Trim()}");
        }
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
