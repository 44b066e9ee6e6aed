using Ingestion.Core.Accounts;

namespace Ingestion.Core.Platforms;

/// <summary>What a token endpoint gave.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="Scopes">What was granted; empty when the platform does not say.</param>
/// <param name="Answer">Everything else that it said.</param>
internal sealed record GrantedTokens(AccountTokens Tokens, IReadOnlyList<string> Scopes, PlatformAnswer Answer);
