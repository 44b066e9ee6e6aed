using Ingestion.Core.Errors;

namespace Ingestion.Core.Platforms;

/// <summary>The application's tokens, by platform.</summary>
internal sealed class AppTokens(IEnumerable<IAppToken> tokens)
{
    private readonly IReadOnlyList<IAppToken> all = [.. tokens];

    /// <exception cref="ProviderUnavailableException">Transient: the platform gives none now.</exception>
    /// <exception cref="ProviderRejectedException">Terminal: the application is not set, or refused.</exception>
    internal Task<string> GetAsync(string platform, CancellationToken cancellationToken) =>
        Of(platform).GetAsync(cancellationToken);

    /// <inheritdoc cref="IAppToken.ReplaceAsync"/>
    internal Task<string> ReplaceAsync(string platform, string refused, string reason, CancellationToken cancellationToken) =>
        Of(platform).ReplaceAsync(refused, reason, cancellationToken);

    private IAppToken Of(string platform) => all.Single(token => token.Platform == platform);
}
