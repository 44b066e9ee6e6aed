namespace Ingestion.Core.Accounts.Connect;

/// <summary>A sign-in that came back, and what it was begun with. A class, not a record: it must not print itself.</summary>
internal sealed class OAuthState
{
    internal required string Owner { get; init; }

    internal required Guid? CreatorId { get; init; }

    internal required string RedirectUri { get; init; }

    internal required string? CodeVerifier { get; init; }
}
