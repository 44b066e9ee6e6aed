using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Accounts.Tokens;

internal static partial class Log
{
    [LoggerMessage(
        LogEventIds.Accounts + 11,
        LogLevel.Warning,
        "The new tokens of account {AccountId} could not be stored at attempt {Attempt}; trying again")]
    internal static partial void TokensNotStored(this ILogger logger, Exception exception, Guid accountId, int attempt);

    [LoggerMessage(
        LogEventIds.Accounts + 12,
        LogLevel.Warning,
        "The tokens of account {AccountId} could not be renewed ({Reason}); tried again in {WaitSeconds} s")]
    internal static partial void RenewalPostponed(this ILogger logger, Guid accountId, string reason, double waitSeconds);

    [LoggerMessage(LogEventIds.Accounts + 13, LogLevel.Error, "The tokens of account {AccountId} could not be looked after; the others were")]
    internal static partial void RenewalFailed(this ILogger logger, Exception exception, Guid accountId);
}
