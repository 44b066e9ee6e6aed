using Ingestion.Local.Processes;
using Ingestion.Local.Stack;

namespace Ingestion.Local.Postgres;

/// <summary>The files of an embedded PostgreSQL. Made beside their place and renamed: a cluster that exists is whole.</summary>
internal sealed class PostgresCluster(PostgresSettings settings, PosixAccount? account)
{
    public string DataFolder => settings.DataFolder;

    /// <summary>A command line that runs as the user that owns the cluster.</summary>
    public IReadOnlyList<string> AsOwner(params IEnumerable<string> command) =>
        account is null ? [.. command] : account.Wrap(command);

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (account is not null && !OperatingSystem.IsWindows())
        {
            CheckReach(settings.Tools.InitDb, "Name a cache folder that other users can pass in INGESTION_CACHE.");
            string parent = Path.GetDirectoryName(DataFolder)!;
            CheckReach(parent, "Name a data folder that other users can pass with --data.");
            Directory.CreateDirectory(parent);
            await account.AdmitAsync(parent, cancellationToken);
        }

        if (!File.Exists(Path.Combine(DataFolder, "PG_VERSION")))
        {
            await CreateAsync(cancellationToken);
        }
        else if (account is not null)
        {
            // The account may have another number by now: a new container over old files.
            await account.TakeAsync(DataFolder, cancellationToken);
        }
    }

    private static void CheckReach(string path, string advice)
    {
        if (PassableFolders.FirstClosedAbove(path) is { } closed)
        {
            throw new LocalException($"Root starts PostgreSQL as another user, who cannot pass {closed} to reach {path}. {advice}");
        }
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        string unfinished = DataFolder + ".new";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(unfinished);
        string passwordFile = DataFolder + ".password";
        PrivateFile.Write(passwordFile, settings.Password + "\n");
        try
        {
            if (account is not null)
            {
                await account.TakeAsync(unfinished, cancellationToken);
                await account.TakeAsync(passwordFile, cancellationToken);
            }

            await InitializeAsync(unfinished, passwordFile, cancellationToken);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(unfinished, DataFolder);
    }

    private async Task InitializeAsync(string folder, string passwordFile, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> command = AsOwner(
            settings.Tools.InitDb, "--pgdata", folder, "--username", "postgres", "--pwfile", passwordFile, "--auth", "scram-sha-256",
            "--encoding", "UTF8", "--locale", "C", settings.SurvivesPowerCut ? "--sync-method=fsync" : "--no-sync");
        Command? initdb = await Command.RunAsync(command[0], command.Skip(1), "/", null, cancellationToken);
        if (initdb is not { ExitCode: 0 })
        {
            string lines = string.Join("\n  ", initdb?.LastLines(8) ?? []);
            throw new LocalException($"The database could not be created in {folder}:\n  {lines}");
        }
    }
}
