using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.RateLimits;

internal static partial class Log
{
    [LoggerMessage(
        LogEventIds.RateLimits + 1, LogLevel.Warning,
        "The provider's rate limit is near: all calls of all hosts stop for {Wait}")]
    public static partial void CallsStopped(ILogger logger, TimeSpan wait);

    [LoggerMessage(
        LogEventIds.RateLimits + 2, LogLevel.Warning,
        "The shared rate budget cannot be read; no provider call is made until it can")]
    public static partial void LedgerFailed(ILogger logger, Exception failure);
}
