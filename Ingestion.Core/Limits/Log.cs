using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Limits;

internal static partial class Log
{
    [LoggerMessage(
        LogEventIds.Limits + 1, LogLevel.Warning,
        "The limits of {Platform} cannot be read; no call is made there until they can")]
    internal static partial void LedgerFailed(this ILogger logger, string platform, Exception failure);

    [LoggerMessage(LogEventIds.Limits + 2, LogLevel.Warning, "{Platform} refused a call of account {AccountId} to {Endpoint}: {Code}")]
    internal static partial void CallRefused(this ILogger logger, string platform, Guid accountId, string endpoint, string code);
}
