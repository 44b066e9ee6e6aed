namespace Ingestion.Core.Platforms;

/// <summary>What differs between the platforms that keep to RFC 6749.</summary>
internal sealed record OAuthEndpoints
{
    internal required string Platform { get; init; }

    internal required Uri Authorize { get; init; }

    internal required Uri Token { get; init; }

    internal required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>How the platform says whose tokens they are.</summary>
    internal required OAuthIdentity Identity { get; init; }

    /// <summary>Whether it takes a PKCE challenge (RFC 7636, S256).</summary>
    internal bool HasPkce { get; init; }

    /// <summary>Default <c>client_id</c>.</summary>
    internal string ClientIdName { get; init; } = "client_id";

    /// <summary>Default a space.</summary>
    internal char ScopeSeparator { get; init; } = ' ';

    /// <summary>The application proves itself by HTTP Basic, not in the form.</summary>
    internal bool UsesBasic { get; init; }

    /// <summary>What else the authorization page is to be told.</summary>
    internal IReadOnlyDictionary<string, string?> AuthorizeExtras { get; init; } = new Dictionary<string, string?>();
}
