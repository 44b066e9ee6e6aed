using Ingestion.Local.Stack;
using Xunit;

namespace Ingestion.Tests.Local;

[Trait("Category", "Unit")]
public sealed class YesterdayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Begin_FolderWithoutADatabase_IsUnderWayAlsoInTheNextRun()
    {
        using (DataFolder first = await OpenAsync())
        {
            new Yesterday(first).BeginIfNew();
        }

        using DataFolder second = await OpenAsync();

        Assert.True(new Yesterday(second).IsUnderWay);
    }

    [Fact]
    public async Task Begin_FolderWithADatabase_DoesNothing()
    {
        using DataFolder folder = await OpenAsync();
        Directory.CreateDirectory(folder.Postgres);
        Yesterday yesterday = new(folder);

        yesterday.BeginIfNew();

        Assert.False(yesterday.IsUnderWay);
    }

    [Fact]
    public async Task End_OfOneThatIsUnderWay_IsForGood()
    {
        using DataFolder folder = await OpenAsync();
        Yesterday yesterday = new(folder);
        yesterday.BeginIfNew();
        Directory.CreateDirectory(folder.Postgres);

        yesterday.End();
        yesterday.BeginIfNew();

        Assert.False(yesterday.IsUnderWay);
    }

    private Task<DataFolder> OpenAsync() =>
        DataFolder.OpenAsync(_folder["data"], TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
}
