using Ingestion.Core.Providers.BrightData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Providers.BrightData;

[Trait("Category", "Unit")]
public sealed class BrightDataOptionsTests
{
    [Fact]
    public void Options_NothingConfigured_HaveTheirDefaults()
    {
        var options = Read([]);

        Assert.Equal(new Uri("https://api.brightdata.com"), options.BaseUrl);
        Assert.Equal(TimeSpan.FromSeconds(30), options.CallTimeout);
        Assert.Equal((3, TimeSpan.FromMilliseconds(500)), (options.MaxNumberOfAttempts, options.FirstRetryInterval));
        Assert.Equal((0.5, 20), (options.CircuitFailureRatio, options.CircuitMinimumThroughput));
    }

    [Theory]
    [InlineData("http://api.brightdata.com")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("api.brightdata.com")]
    [InlineData("https://user:secret@api.brightdata.com")]
    [InlineData("https://api.brightdata.com/?key=1")]
    public void BaseUrl_ThatWouldExposeTheKey_IsRefused(string url) =>
        Assert.Throws<OptionsValidationException>(() => Read(new() { ["BRIGHTDATA_BASE_URL"] = url }));

    [Theory]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("http://localhost:5000/base")]
    [InlineData("https://proxy.example.com")]
    public void BaseUrl_HttpsOrLoopback_IsTaken(string url) =>
        Assert.Equal(new Uri(url), Read(new() { ["BRIGHTDATA_BASE_URL"] = url }).BaseUrl);

    [Fact]
    public void Options_AllInvalid_NamesEveryOne()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(new()
        {
            ["BrightData:CallTimeout"] = "1.00:00:00",
            ["BrightData:MaxNumberOfAttempts"] = "0",
            ["BrightData:FirstRetryInterval"] = "1.00:00:00",
            ["BrightData:CircuitFailureRatio"] = "2",
            ["BrightData:CircuitMinimumThroughput"] = "1",
            ["BrightData:CircuitSamplingDuration"] = "0",
            ["BrightData:CircuitBreakDuration"] = "0",
            ["BrightData:MaxAnswerBytes"] = "1",
            ["BRIGHTDATA_BASE_URL"] = "http://example.com",
        }));

        Assert.Equal(9, failure.Failures.Count());
    }

    private static BrightDataOptions Read(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection().AddBrightData(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<BrightDataOptions>>().Value;
    }
}
