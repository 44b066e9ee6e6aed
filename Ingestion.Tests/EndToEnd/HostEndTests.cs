using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>How the host's process ends.</summary>
[Trait("Category", "EndToEnd")]
public sealed class HostEndTests
{
    [Fact]
    public async Task Start_FaultySettings_OneMessageNamesAllAndTheExitCodeIs1()
    {
        ConcurrentQueue<string> lines = [];
        using Process host = HostProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["BRIGHTDATA_API_KEY"] = "",
                ["BRIGHTDATA_BASE_URL"] = "http://example.com",
                ["POSTGRES_CONNECTION_STRING"] = "",
                ["BACKGROUND_MAX_POLLS"] = "many",
                ["Crawl__MaxConcurrent"] = "0",
            },
            lines.Enqueue);

        await host.WaitForExitAsync();

        string[] named = ["BRIGHTDATA_API_KEY", "BRIGHTDATA_BASE_URL", "POSTGRES_CONNECTION_STRING", "BACKGROUND_MAX_POLLS", "Crawl__MaxConcurrent"];
        string output = string.Join('\n', lines);
        Assert.All(named, name => Assert.Contains(name, output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal(1, host.ExitCode);
    }

    [Fact]
    public async Task Terminate_WhileACrawlDownloads_EndsInOrderAndTheCrawlGoesOn()
    {
        await using Service service = await Service.StartAsync();
        service.Provider.AddFault("drip:4000@snapshot*1");
        string crawlId = await service.TriggerAsync(posts: 300);
        await service.DownloadsAsync();

        int exitCode = await service.StopHostAsync();
        object? state = await service.ScalarAsync("select status from ingestion.crawl_metadata");
        await service.StartHostAsync();

        // The download would have taken minutes: the end did not wait for it.
        Assert.Equal((0, "downloading"), (exitCode, state));
        await service.AssertCompletedOnceAsync(crawlId, posts: 300);
    }
}
