using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Platforms.LinkedIn;

internal static partial class Log
{
    [LoggerMessage(
        LogEventIds.Platforms + 1,
        LogLevel.Warning,
        "LinkedIn__ApiVersion {Version} lives until {EndsAt} at least; after that LinkedIn may refuse every call with 426. Set a newer one")]
    internal static partial void VersionEnds(this ILogger logger, string version, DateTimeOffset endsAt);
}
