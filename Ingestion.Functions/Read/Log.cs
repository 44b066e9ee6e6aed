using Microsoft.Extensions.Logging;

namespace Ingestion.Functions.Read;

internal static partial class Log
{
    [LoggerMessage(2701, LogLevel.Warning, "Cut the reader of list {List}: after {Bytes} bytes it is slower than {MinBytesPerSecond} bytes a second.")]
    public static partial void SlowReaderCut(ILogger logger, string list, long bytes, int minBytesPerSecond);
}
