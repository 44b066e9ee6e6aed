using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>The key from a Key Vault secret, cached for an hour. A refused key is read again, at most once a minute.</summary>
internal sealed class VaultBrightDataKey(SecretClient vault, TimeProvider time) : IBrightDataKey, IDisposable
{
    public const string SecretName = "BRIGHTDATA-API-KEY";

    private static readonly TimeSpan CachedFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile CachedKey? cached;

    public ValueTask<string> GetAsync(CancellationToken cancellationToken) =>
        cached is { } entry && Age(entry) < CachedFor ? new(entry.Key) : ReadAsync(CachedFor, cancellationToken);

    public ValueTask<string> RefreshAsync(string refused, CancellationToken cancellationToken) =>
        cached is { } entry && entry.Key != refused ? new(entry.Key) : ReadAsync(RefreshInterval, cancellationToken);

    public void Dispose() => reading.Dispose();

    private TimeSpan Age(CachedKey entry) => time.GetUtcNow() - entry.ReadAt;

    private async ValueTask<string> ReadAsync(TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            if (cached is { } entry && Age(entry) < maximumAge)
            {
                return entry.Key;
            }

            var secret = await vault.GetSecretAsync(SecretName, version: null, cancellationToken);
            var key = ConfiguredBrightDataKey.Checked(secret.Value.Value, $"Key Vault secret {SecretName}");
            cached = new CachedKey(key, time.GetUtcNow());
            return key;
        }
        catch (RequestFailedException failure) when (failure.Status is 401 or 403 or 404)
        {
            throw new ProviderRejectedException(
                ErrorCodes.BrightDataUnauthorized, $"Key Vault answered {failure.Status} for secret {SecretName}", failure);
        }
        catch (Exception failure) when (failure is RequestFailedException or AuthenticationFailedException)
        {
            throw new ProviderUnavailableException(
                ErrorCodes.BrightDataUnavailable, $"Key Vault secret {SecretName} cannot be read", failure);
        }
        finally
        {
            reading.Release();
        }
    }

    private sealed record CachedKey(string Key, DateTimeOffset ReadAt)
    {
        public override string ToString() => nameof(CachedKey);
    }
}
