using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Functions.Runtime.Hosting;

/// <summary>
/// The clock of functions and timer triggers: the system's, set back by <c>FunctionsRuntime__ClockOffset</c>. The durable runtime goes by
/// its database's clock, whatever this one says.
/// </summary>
internal sealed class HostClock : TimeProvider
{
    private const string Setting = "FunctionsRuntime__ClockOffset";

    // Back only: what is observed in the future shuts out what is observed until then.
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(-31);
    private readonly TimeSpan _offset;

    private HostClock(TimeSpan offset) => _offset = offset;

    /// <summary>The system's clock when no offset is set.</summary>
    /// <exception cref="FunctionsStartupException">The offset is no time span, ahead, or more than 31 days back.</exception>
    public static TimeProvider Read(IConfiguration configuration)
    {
        if (configuration["FunctionsRuntime:ClockOffset"] is not { Length: > 0 } text)
        {
            return System;
        }

        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan offset)
            && offset <= TimeSpan.Zero && offset >= Furthest
                ? new HostClock(offset)
                : throw new FunctionsStartupException(
                    $"{Setting} is '{text}'. Set it to a time from -31.00:00:00 to 00:00:00, for example -1.00:00:00 for a day back, "
                    + "or leave it out.");
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;
}
