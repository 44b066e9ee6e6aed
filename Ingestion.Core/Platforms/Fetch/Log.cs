using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Platforms.Fetch;

internal static partial class Log
{
    [LoggerMessage(
        LogEventIds.Sync + 1, LogLevel.Debug, "Account {AccountId}: {Operation} was answered {StatusCode}, fault {Fault}")]
    internal static partial void CallMade(
        this ILogger logger, Guid accountId, string operation, int? statusCode, FetchFaultKind? fault);
}
