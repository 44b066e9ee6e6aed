using Ingestion.Core.Errors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Persistence;

/// <summary>Upgrades the schema before the host takes its first request. A database that is still starting is waited for.</summary>
/// <param name="migrator">Does the work.</param>
/// <param name="clock">Times the waits.</param>
/// <param name="logger">Names each wait.</param>
public sealed class MigrationStartup(Migrator migrator, TimeProvider clock, ILogger<MigrationStartup> logger)
    : IHostedLifecycleService
{
    private const int MaxNumberOfAttempts = 30;
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL did not answer for half a minute.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await migrator.MigrateAsync(cancellationToken);
                return;
            }
            catch (DatabaseUnavailableException exception) when (attempt < MaxNumberOfAttempts)
            {
                logger.MigrationWaits(exception, attempt, RetryInterval.TotalMilliseconds);
                await Task.Delay(RetryInterval, clock, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
