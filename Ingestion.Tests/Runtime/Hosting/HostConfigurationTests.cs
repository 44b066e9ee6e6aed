using System.Net;
using Functions.Runtime.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Ingestion.Tests.Runtime.Hosting;

[Trait("Category", "Postgres")]
public sealed class HostConfigurationTests
{
    [Fact]
    public async Task RoutePrefix_OfNoHostJson_IsApi()
    {
        await using TestHost host = await TestHost.StartAsync(new TestHostSetup { Functions = [typeof(SampleKeyFunctions)], HostJson = null });

        Assert.Equal("\"/api/open\"", await host.GetStringAsync("/api/open"));
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("/open")).StatusCode);
    }

    [Fact]
    public void HostJson_OfEverySetting_IsRead()
    {
        HostJson read = Read("""
            {
              // comments are allowed
              "version": "2.0", "unknown": { "is": "ignored" }, "functionTimeout": "00:05:00",
              "logging": { "logLevel": { "default": "Warning" } },
              "extensions": {
                "http": { "routePrefix": "/v1/" },
                "durableTask": { "hubName": "Crawls", "maxConcurrentActivityFunctions": 7, "maxConcurrentOrchestratorFunctions": 3 }
              }
            }
            """);

        Assert.Equal(
            ("v1", TimeSpan.FromMinutes(5), "Crawls", 7, 3, "Warning"),
            (read.RoutePrefix, read.FunctionTimeout, read.HubName, read.MaxConcurrentActivities, read.MaxConcurrentOrchestrators, read.LogLevels["Default"]));
    }

    [Theory]
    [InlineData("""{ "functionTimeout": "-1" }""")]
    [InlineData("{}")]
    public void FunctionTimeout_OfNone_IsInfinite(string text) => Assert.Equal(Timeout.InfiniteTimeSpan, Read(text).FunctionTimeout);

    [Fact]
    public async Task LogLevel_OfHostJson_IsHonoured()
    {
        await using TestHost host = await TestHost.StartAsync(new TestHostSetup
        {
            HostJson = """{ "logging": { "logLevel": { "default": "Error" } } }""",
        });

        ILogger logger = host.Host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Anything");

        Assert.False(logger.IsEnabled(LogLevel.Warning));
    }

    [Fact]
    public async Task LocalSettings_Values_AreConfigurationThatArgumentsOverride()
    {
        await using TestHost host = await TestHost.StartAsync(new TestHostSetup
        {
            LocalSettings = """{ "IsEncrypted": false, "Values": { "PORT": "1", "Crawl__MaxConcurrent": "7" } }""",
            Settings = new Dictionary<string, string?> { ["PORT"] = "0" },
        });

        Assert.Equal("7", host.Host.Services.GetRequiredService<IConfiguration>()["Crawl:MaxConcurrent"]);
        Assert.NotEqual(1, host.Client.BaseAddress!.Port);
    }

    [Fact]
    public async Task ClockOffset_OfADay_SetsTheClockOfTheFunctionsBack()
    {
        await using TestHost host = await TestHost.StartAsync(new TestHostSetup
        {
            Settings = new Dictionary<string, string?> { ["FunctionsRuntime:ClockOffset"] = "-1.00:00:00" },
        });

        DateTimeOffset before = TimeProvider.System.GetUtcNow();
        DateTimeOffset now = host.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow();

        Assert.InRange(now.AddDays(1), before, TimeProvider.System.GetUtcNow());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task ClockOffset_OfNone_IsTheSystemsClock(string? value)
    {
        await using TestHost host = await TestHost.StartAsync(new TestHostSetup
        {
            Settings = new Dictionary<string, string?> { ["FunctionsRuntime:ClockOffset"] = value },
        });

        Assert.Same(TimeProvider.System, host.Host.Services.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public async Task FunctionTimeout_OfAFunctionThatTakesLonger_CancelsIt()
    {
        var signals = new WaitSignals();
        await using TestHost host = await TestHost.StartAsync(new TestHostSetup
        {
            Functions = [typeof(SampleHttpFunctions)],
            HostJson = """{ "functionTimeout": "00:00:00.050", "extensions": { "http": { "routePrefix": "" } } }""",
            Configure = builder => builder.Services.AddSingleton(signals).AddScoped<ScopedCounter>(),
        });

        HttpResponseMessage response = await host.GetAsync("/waits");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.True(signals.Cancelled.Task.IsCompleted);
    }

    private static HostJson Read(string text) => HostJson.Read(new TestHostSetup { HostJson = text }.Folder());
}
