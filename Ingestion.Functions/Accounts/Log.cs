using Microsoft.Extensions.Logging;

namespace Ingestion.Functions.Accounts;

internal static partial class Log
{
    [LoggerMessage(1801, LogLevel.Information, "Brought the credentials of {Count} accounts under the current key.")]
    public static partial void Rewrapped(ILogger logger, int count);

    [LoggerMessage(1802, LogLevel.Error, "The credentials of {Count} accounts cannot be opened with the key ring; put the old key back.")]
    public static partial void Unreadable(ILogger logger, int count);
}
