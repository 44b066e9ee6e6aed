namespace Ingestion.Core.Providers.BrightData;

/// <summary>Where the provider's API key comes from. The key is a secret: it is put in one header and nowhere else.</summary>
public interface IBrightDataKey
{
    /// <summary>The key to send, possibly cached.</summary>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="Errors.ProviderRejectedException">No usable key is configured: terminal.</exception>
    /// <exception cref="Errors.ProviderUnavailableException">The key's store does not answer: transient.</exception>
    ValueTask<string> GetAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reads the key again because the provider refused <paramref name="refused"/>; the answer may be the same.
    /// </summary>
    /// <param name="refused">The key that got a 401.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    ValueTask<string> RefreshAsync(string refused, CancellationToken cancellationToken);
}
