using Ingestion.Core.Accounts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ingestion.Functions.Accounts;

/// <summary>Every ten minutes: brings credentials under the current key, so that an old key can be taken out of the key ring.</summary>
public sealed class RewrapCredentialsTimer(KeyRotation rotation, ILogger<RewrapCredentialsTimer> logger)
{
    [Function(FunctionNames.RewrapCredentials)]
    public async Task RunAsync(
        [TimerTrigger("30 */10 * * * *", UseMonitor = false)] TimerInfo timer,
        CancellationToken cancellationToken)
    {
        (int rewrapped, int unreadable) = await rotation.RunAsync(cancellationToken);
        if (rewrapped > 0)
        {
            Log.Rewrapped(logger, rewrapped);
        }

        if (unreadable > 0)
        {
            Log.Unreadable(logger, unreadable);
        }
    }
}
