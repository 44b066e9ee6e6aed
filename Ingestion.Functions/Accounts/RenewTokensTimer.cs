using Ingestion.Core.Accounts.Tokens;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Accounts;

/// <summary>Every five minutes: renews the tokens that would end unused.</summary>
public sealed class RenewTokensTimer(TokenSweep sweep)
{
    [Function(FunctionNames.RenewTokens)]
    public Task RunAsync(
        [TimerTrigger("15 */5 * * * *", UseMonitor = false)] TimerInfo timer,
        CancellationToken cancellationToken) => sweep.RunAsync(cancellationToken);
}
