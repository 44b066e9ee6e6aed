using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Ingestion.Local.Azurite;
using Ingestion.Local.Processes;
using Ingestion.Local.Tools;
using Xunit;

namespace Ingestion.Tests.Local;

[Trait("Category", "EndToEnd")]
public sealed class EmbeddedAzuriteTests : IAsyncLifetime
{
    /// <summary>Prints how many of 1,000 blobs are read to find one by the three properties that Azurite asks for.</summary>
    private const string CountReads = """
        const rows = new (require('lokijs'))('db').addCollection('blobs', { indices: ['account', 'container', 'name'] });
        let reads = 0;
        for (let i = 0; i < 1000; i++) {
          rows.insert({ account: 'one', get container() { reads++; return 'raw'; }, name: `blob${i}` });
        }
        reads = 0;
        const found = rows.findOne({ account: 'one', container: 'raw', name: 'blob500' });
        console.log(found.name === 'blob500' ? reads : 'not found');
        """;

    private readonly TemporaryFolder _folder = new();
    private AzuriteSettings _settings = null!;

    public async Task InitializeAsync()
    {
        ToolInstaller installer = new(ToolInstaller.DefaultCacheFolder(), Console.WriteLine, TimeProvider.System);
        _settings = new AzuriteSettings
        {
            Tools = await installer.InstallAsync(CancellationToken.None),
            DataFolder = _folder["azurite"],
            RunFolder = _folder.Path,
            LogFolder = _folder.Path,
            Key = "dGVzdA==",
            PreferredPorts = [],
        };
    }

    [Fact]
    public async Task Start_AfterKillOfTheServer_HasEveryCommittedBlob()
    {
        EmbeddedAzurite first = await StartAsync();
        BlobContainerClient container = new(first.ConnectionString, "raw");
        await container.CreateAsync();
        await container.UploadBlobAsync("put", BinaryData.FromString("one"));
        BlockBlobClient blocks = container.GetBlockBlobClient("blocks");
        await blocks.StageBlockAsync("AAAA", BinaryData.FromString("two").ToStream());
        await blocks.CommitBlockListAsync(["AAAA"]);
        Signals.Send(ProcessIdentity.Find(first.Process.Id)!, Signals.Kill);
        await first.Process.Exited;

        await using EmbeddedAzurite second = await StartAsync();

        BlobContainerClient again = new(second.ConnectionString, "raw");
        Assert.Equal("one", (await again.GetBlobClient("put").DownloadContentAsync()).Value.Content.ToString());
        Assert.Equal("two", (await again.GetBlobClient("blocks").DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task Server_PublishedKeyOfTheEmulator_IsRefused()
    {
        const string Published = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
        await using EmbeddedAzurite server = await StartAsync();
        BlobServiceClient stranger = new(server.ConnectionString.Replace(_settings.Key, Published, StringComparison.Ordinal));

        RequestFailedException fault = await Assert.ThrowsAsync<RequestFailedException>(() => stranger.GetPropertiesAsync());

        Assert.Equal(403, fault.Status);
    }

    [Fact]
    public async Task Start_ServerOfAKilledRunHasAnotherKey_IsEndedAndStartedAnew()
    {
        EmbeddedAzurite orphan = await StartAsync();
        _settings = _settings with { Key = "YW5vdGhlcg==" };

        await using EmbeddedAzurite server = await StartAsync();

        await orphan.Process.Exited;
        Assert.False(server.IsAdopted);
        await new BlobServiceClient(server.ConnectionString).GetPropertiesAsync();
    }

    [Fact]
    public async Task Start_KilledAgainAndAgain_HasWhatWasReplacedAndNotWhatWasDeleted()
    {
        EmbeddedAzurite server = await StartAsync();
        await new BlobContainerClient(server.ConnectionString, "raw").CreateAsync();
        for (int run = 1; run <= 3; run++)
        {
            BlobContainerClient container = new(server.ConnectionString, "raw");
            await container.GetBlobClient("replaced").UploadAsync(BinaryData.FromString($"run {run}"), overwrite: true);
            await container.UploadBlobAsync($"kept {run}", BinaryData.FromString("kept"));
            await container.UploadBlobAsync($"deleted {run}", BinaryData.FromString("deleted"));
            await container.DeleteBlobAsync($"deleted {run}");
            Signals.Send(ProcessIdentity.Find(server.Process.Id)!, Signals.Kill);
            await server.Process.Exited;
            server = await StartAsync();
        }

        await using EmbeddedAzurite last = server;
        BlobContainerClient again = new(last.ConnectionString, "raw");
        Assert.Equal("run 3", (await again.GetBlobClient("replaced").DownloadContentAsync()).Value.Content.ToString());
        Assert.Equal(["kept 1", "kept 2", "kept 3", "replaced"], again.GetBlobs().Select(blob => blob.Name));
    }

    [Fact]
    public async Task Journal_KilledAnywhere_HasWhatTheLastStepLeft()
    {
        int seed = Random.Shared.Next();

        Command? killed = await Command.RunAsync(
            "node",
            [
                Path.Combine(AppContext.BaseDirectory, "Local", "journal-kills.cjs"),
                _settings.Tools.Folder, _folder.Path, seed.ToString(CultureInfo.InvariantCulture),
            ],
            workingDirectory: null,
            Console.WriteLine,
            CancellationToken.None);

        Assert.True(killed is { ExitCode: 0 }, $"seed {seed}: {killed?.Output}");
        int[] counts = [.. killed!.Output.Split(' ').Select(count => int.Parse(count, CultureInfo.InvariantCulture))];
        Assert.True(counts is [> 60, > 1], $"seed {seed}: {killed.Output}");
    }

    [Fact]
    public async Task Start_ServerOfAKilledRun_IsTakenOver()
    {
        EmbeddedAzurite orphan = await StartAsync();

        await using EmbeddedAzurite adopted = await StartAsync();

        Assert.True(adopted.IsAdopted);
        Assert.Equal((orphan.Process.Id, orphan.Port), (adopted.Process.Id, adopted.Port));
    }

    [Fact]
    public async Task Find_OneOfManyBlobs_DoesNotReadTheOthers()
    {
        ToolPaths tools = _settings.Tools;

        Command? counted = await Command.RunAsync(
            "node", ["--require", tools.AzuriteIndexed, "--eval", CountReads], tools.Folder, onLine: null, CancellationToken.None);

        Assert.InRange(int.Parse(counted!.Output, CultureInfo.InvariantCulture), 1, 100);
    }

    public async Task DisposeAsync()
    {
        await EmbeddedAzurite.StopOrphanAsync(_folder.Path, TimeProvider.System);
        _folder.Dispose();
    }

    private Task<EmbeddedAzurite> StartAsync() => EmbeddedAzurite.StartAsync(_settings, TimeProvider.System, CancellationToken.None);
}
