using Ingestion.Core.Platforms.LinkedIn;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Providers.BrightData;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Platforms.LinkedIn;

[Trait("Category", "Unit")]
public sealed class LinkedInAlarmTests
{
    [Theory]
    [InlineData(2027, 4, 30, 0)]
    [InlineData(2027, 5, 3, 1)]
    [InlineData(2027, 8, 1, 1)]
    public void Check_NearTheEndOfTheVersion_WarnsOnceADay(int year, int month, int day, int warnings)
    {
        using RecordedLogs logs = new();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(logs));
        ManualTimeProvider clock = new(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero));
        LinkedInAlarm alarm = new(
            Options.Create(new LinkedInOptions { ApiVersion = "202607" }), clock, loggers.CreateLogger<LinkedInAlarm>());

        alarm.Check();
        alarm.Check();

        Assert.Equal(warnings, logs.Lines.Count(line => line.Contains("LinkedIn__ApiVersion 202607", StringComparison.Ordinal)));
        clock.Advance(TimeSpan.FromDays(1));
        alarm.Check();
        Assert.Equal(warnings * 2, logs.Lines.Count);
    }
}
