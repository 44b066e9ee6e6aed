using Ingestion.Core.Accounts;

namespace Ingestion.Core.Platforms;

/// <summary>What a sign-in begins with.</summary>
/// <param name="State">Comes back with the code.</param>
/// <param name="CodeChallenge">SHA-256 of the verifier, base64url; null where the platform has no PKCE.</param>
/// <param name="RedirectUri">Where the platform sends the browser back to.</param>
internal sealed record SignInStart(string State, string? CodeChallenge, string RedirectUri);

/// <summary>What a sign-in comes back with. A class, not a record: it must not print itself.</summary>
/// <param name="owner">Whose accounts it is about.</param>
/// <param name="code">Good for one exchange.</param>
/// <param name="codeVerifier">The PKCE verifier; null where the platform has no PKCE.</param>
/// <param name="redirectUri">As it was when the sign-in began.</param>
internal sealed class SignInCode(string owner, string code, string? codeVerifier, string redirectUri)
{
    internal string Owner => owner;

    internal string Code => code;

    internal string? CodeVerifier => codeVerifier;

    internal string RedirectUri => redirectUri;
}

/// <summary>An account that a sign-in opened.</summary>
/// <param name="ExternalId">The platform's own id of it.</param>
/// <param name="Handle">Its public name, without <c>@</c>; null when the platform does not say.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="Scopes">What was granted.</param>
/// <param name="Tokens">What opens it.</param>
internal sealed record SignedInAccount(
    string ExternalId, string? Handle, string? DisplayName, IReadOnlyList<string> Scopes, AccountTokens Tokens);
