using Ingestion.Core.Accounts;

namespace Ingestion.Core.Platforms;

/// <summary>How accounts of one platform are signed in and their tokens renewed.</summary>
internal interface IPlatformOAuth
{
    /// <summary>A name of <see cref="AccountPlatforms.All"/>.</summary>
    string Platform { get; }

    /// <summary>Whether the platform takes a PKCE challenge (RFC 7636, S256).</summary>
    bool HasPkce { get; }

    /// <summary>Whether the application's id and secret are set.</summary>
    bool IsConfigured { get; }

    /// <summary>Where a browser is sent to sign in.</summary>
    Uri AuthorizationUrl(SignInStart start);

    /// <summary>Makes the code of a sign-in into tokens, and finds out which accounts they open.</summary>
    Task<PlatformResult<IReadOnlyList<SignedInAccount>>> SignInAsync(SignInCode code, CancellationToken cancellationToken);

    /// <summary>
    /// Gets the next tokens. Where refresh tokens rotate, the old one is spent by this call, whether its answer arrives or not.
    /// </summary>
    Task<PlatformResult<AccountTokens>> RenewAsync(AccountTokens tokens, CancellationToken cancellationToken);
}
