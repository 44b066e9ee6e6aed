using System.Text.Json;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>`ready`, and then 202 for the download. The provider asks for 30 s each time, so both crawls wait side by side.</summary>
[Trait("Category", "EndToEnd")]
public sealed class BuildingTests(ImpatientService shared) : IClassFixture<ImpatientService>
{
    private readonly Service _service = shared.Service;

    [Fact]
    public async Task Building_AfterReady_IsWaitedForUpToTheLimit()
    {
        string once = await _service.TriggerAsync(Crawls.PageUrl + "?sim=building*1");
        string always = await _service.TriggerAsync(Crawls.PageUrl + "?sim=building");

        JsonElement completed = await _service.ReachesAsync(once, "completed", "failed");
        JsonElement failed = await _service.ReachesAsync(always, "completed", "failed", "timed_out");

        Assert.Equal("completed", completed.GetProperty("state").GetString());
        Assert.Equal("timed_out", failed.GetProperty("state").GetString());
        Assert.Equal("download_timeout", failed.GetProperty("error").GetProperty("stage").GetString());
        Assert.Equal("DOWNLOAD_TIMEOUT", failed.GetProperty("error").GetProperty("error_code").GetString());
        Assert.Equal(2, _service.Provider.Billing().TriggersAccepted);
    }
}
