using Ingestion.Core.Read;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Operate;

/// <summary>Every ten seconds: sorts the words and hashtags of new posts into their indexes, which loads leave for later.</summary>
public sealed class TidySearchTimer(SearchIndex index)
{
    [Function(FunctionNames.TidySearch)]
    public Task RunAsync(
        [TimerTrigger("*/10 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        index.TidyAsync(cancellationToken);
}
