using Ingestion.Core.Errors;

namespace Ingestion.Core.Platforms;

/// <summary>The token of our own application at a platform whose accounts have none.</summary>
internal interface IAppToken
{
    /// <summary>Which platform.</summary>
    string Platform { get; }

    /// <summary>A token that is good for the next minute at least; made anew when the last one is near its end.</summary>
    /// <exception cref="ProviderUnavailableException">Transient: the platform gives none now.</exception>
    /// <exception cref="ProviderRejectedException">Terminal: the application is not set, or refused.</exception>
    Task<string> GetAsync(CancellationToken cancellationToken);

    /// <summary>Another token than one that the platform has refused although it was good by its time.</summary>
    /// <param name="refused">The token that was refused.</param>
    /// <param name="reason">What the platform said, without a secret.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ProviderUnavailableException">Transient: the platform gives none now.</exception>
    /// <exception cref="ProviderRejectedException">Terminal: the refused token was new, or the application is not set or refused.</exception>
    Task<string> ReplaceAsync(string refused, string reason, CancellationToken cancellationToken);
}
