using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.LinkedIn;

/// <summary>Warns once a day and process, from 60 days before the set version of LinkedIn's API may end.</summary>
internal sealed class LinkedInAlarm(IOptions<LinkedInOptions> options, TimeProvider clock, ILogger<LinkedInAlarm> logger)
{
    private readonly string version = options.Value.ApiVersion;
    private int toldOn;

    /// <summary>Looks whether it is time to warn.</summary>
    internal void Check()
    {
        DateTimeOffset now = clock.GetUtcNow();
        int today = DateOnly.FromDateTime(now.UtcDateTime).DayNumber;
        if (LinkedInVersion.IsNearItsEnd(version, now) && Interlocked.Exchange(ref toldOn, today) != today)
        {
            logger.VersionEnds(version, LinkedInVersion.EndOf(version));
        }
    }
}
