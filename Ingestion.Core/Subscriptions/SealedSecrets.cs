using Ingestion.Core.Security;

namespace Ingestion.Core.Subscriptions;

/// <summary>The sealed columns of <c>webhook_subscriptions</c>.</summary>
internal sealed record SealedSecrets(byte[] DataKey, byte[] Secret, byte[]? OldSecret)
{
    internal const string SecretColumn = "secret";
    internal const string OldSecretColumn = "old_secret";

    /// <summary>The secrets that sign now, the new one first.</summary>
    internal IReadOnlyList<WebhookSecret> Open(DataKey key) =>
    [
        new WebhookSecret(key.Open(SecretColumn, Secret)),
        .. OldSecret is { } old ? [new WebhookSecret(key.Open(OldSecretColumn, old))] : Array.Empty<WebhookSecret>(),
    ];
}
