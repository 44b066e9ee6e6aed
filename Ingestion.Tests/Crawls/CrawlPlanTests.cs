using System.ComponentModel.DataAnnotations;
using Ingestion.Core.Crawls;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Unit")]
public sealed class CrawlPlanTests
{
    [Fact]
    public void DelayAfter_Defaults_GrowsFromTwoSecondsToTheInterval()
    {
        CrawlPlan plan = CrawlPlan.From(new CrawlOptions());

        double[] waits = [.. Enumerable.Range(0, 9).Select(polls => plan.DelayAfter(polls).TotalSeconds)];

        Assert.Equal([2, 3, 4.5, 6.75, 10.125, 15.1875, 22.78125, 30, 30], waits);
        Assert.Equal(TimeSpan.FromSeconds(30), plan.DelayAfter(int.MaxValue));
        Assert.Equal(TimeSpan.FromHours(1), plan.MaxPollingTime);
    }

    [Fact]
    public void DelayAfter_FirstDelayLongerThanTheInterval_IsTheInterval()
    {
        CrawlPlan plan = CrawlPlan.From(new CrawlOptions { PollInterval = TimeSpan.FromSeconds(1) });

        Assert.Equal(TimeSpan.FromSeconds(1), plan.DelayAfter(0));
    }

    [Fact]
    public void Options_Defaults_AreValid()
    {
        CrawlOptions options = new();

        Assert.Empty(Faults(options));
        Assert.Equal(100, options.MaxConcurrent);
        Assert.Equal(1_000_000, options.MaxPosts);
        Assert.Equal(100, options.DefaultMaxPosts);
        Assert.Equal(120, options.MaxPolls);
        Assert.True(options.AutomaticPolling);
    }

    [Fact]
    public void Options_AllInvalid_NameEachSetting()
    {
        CrawlOptions options = new()
        {
            MaxConcurrent = 0,
            MaxPosts = 0,
            DefaultMaxPosts = 0,
            FirstPollDelay = TimeSpan.Zero,
            PollInterval = TimeSpan.FromDays(1),
            BackoffCoefficient = 0.5,
            MaxPolls = 0,
            PollsPerGeneration = 0,
            DownloadNotReadyDelay = TimeSpan.Zero,
            MaxDownloadNotReady = 0,
            FirstRetryInterval = TimeSpan.Zero,
            MaxRetryInterval = TimeSpan.Zero,
            MaxNumberOfAttempts = 0,
        };

        Assert.Equal(
            "BackoffCoefficient DefaultMaxPosts DownloadNotReadyDelay FirstPollDelay FirstRetryInterval MaxConcurrent "
            + "MaxDownloadNotReady MaxNumberOfAttempts MaxPolls MaxPosts MaxRetryInterval PollInterval PollsPerGeneration",
            Faults(options));
    }

    internal static string Faults(object options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return string.Join(' ', results.SelectMany(result => result.MemberNames).Order(StringComparer.Ordinal));
    }
}
