using System.Globalization;
using Ingestion.Local;
using Ingestion.Local.Processes;
using Ingestion.Local.Stack;
using Xunit;

namespace Ingestion.Tests.Local;

[Trait("Category", "Unit")]
public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Open_Twice_SecondNamesTheProcessThatHoldsIt()
    {
        using DataFolder first = await OpenAsync("data");

        LocalException fault = await Assert.ThrowsAsync<LocalException>(() => OpenAsync("data"));

        Assert.Contains(
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture), fault.Message, StringComparison.Ordinal);
        Assert.True(DataFolder.IsHeld(_folder["data"]));
    }

    [Fact]
    public async Task Open_HolderIsEnding_WaitsForIt()
    {
        DataFolder first = await OpenAsync("data");
        first.MarkEnding();

        Task<DataFolder> opening = OpenAsync("data");
        first.Dispose();
        using DataFolder second = await opening;

        Assert.Equal(_folder["data"], second.Root);
    }

    [Fact]
    public async Task Open_SomebodyElsesFolder_IsRefusedAndUnchanged()
    {
        Directory.CreateDirectory(_folder["photos"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["photos"], "one.jpg"), "x");

        LocalException fault = await Assert.ThrowsAsync<LocalException>(() => OpenAsync("photos"));

        Assert.Contains("was not made by this program", fault.Message, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder["photos"]));
    }

    [Fact]
    public async Task Open_FolderThatIsOpenToAll_ClosesItToOtherUsers()
    {
        Directory.CreateDirectory(_folder["data"]);

        using DataFolder folder = await OpenAsync("data");

        UnixFileMode mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(folder.Root);
        Assert.Equal(UnixFileMode.None, mode & (UnixFileMode.OtherRead | UnixFileMode.OtherExecute | UnixFileMode.GroupRead));
    }

    [Fact]
    public async Task Postgres_BelowAFolderThatOnlyRootMayPass_IsElsewhere()
    {
        if (!OperatingSystem.IsLinux() || Signals.EffectiveUser() != 0)
        {
            return;
        }

        Directory.CreateDirectory(_folder["home"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using DataFolder closed = await OpenAsync("home/data");
        using DataFolder open = await OpenAsync("data");

        Assert.StartsWith("/var/lib/ingestion/", closed.Postgres, StringComparison.Ordinal);
        Assert.Equal(open.PostgresBelowRoot, open.Postgres);
    }

    [Fact]
    public async Task Open_AFile_IsRefused()
    {
        await File.WriteAllTextAsync(_folder["file"], "x");

        await Assert.ThrowsAsync<LocalException>(() => OpenAsync("file"));
    }

    [Fact]
    public async Task Clear_FilledFolder_KeepsOnlyWhatMakesItOurs()
    {
        using DataFolder folder = await OpenAsync("data");
        LocalSecrets before = LocalSecrets.LoadOrCreate(folder.Secrets);
        Directory.CreateDirectory(folder.Postgres);

        folder.Clear();

        Assert.False(Directory.Exists(folder.Postgres));
        Assert.NotEqual(before, LocalSecrets.LoadOrCreate(folder.Secrets));
        Assert.True(DataFolder.IsHeld(folder.Root));
    }

    [Fact]
    public void Secrets_MadeOnce_AreKeptAndPrivate()
    {
        LocalSecrets made = LocalSecrets.LoadOrCreate(_folder["secrets.json"]);

        Assert.Equal(made, LocalSecrets.LoadOrCreate(_folder["secrets.json"]));
        Assert.Equal(48, made.WebhookSecret.Length);
        Assert.True(
            OperatingSystem.IsWindows()
            || File.GetUnixFileMode(_folder["secrets.json"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void Secrets_Damaged_AdviseReset()
    {
        File.WriteAllText(_folder["secrets.json"], "{\"Data");

        LocalException fault = Assert.Throws<LocalException>(() => LocalSecrets.LoadOrCreate(_folder["secrets.json"]));

        Assert.Contains("--reset", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KnownPorts_MissingOrDamaged_AreNone()
    {
        File.WriteAllText(_folder["ports.json"], "7071");

        Assert.Equal(new KnownPorts(), KnownPorts.Load(_folder["ports.json"]));
        Assert.Equal(new KnownPorts(), KnownPorts.Load(_folder["missing.json"]));
    }

    public void Dispose() => _folder.Dispose();

    private Task<DataFolder> OpenAsync(string name) =>
        DataFolder.OpenAsync(_folder[name], TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
}
