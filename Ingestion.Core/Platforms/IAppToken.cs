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
}
