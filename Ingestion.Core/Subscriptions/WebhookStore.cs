using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Security;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Subscriptions;

/// <summary>
/// Writes of <c>webhook_subscriptions</c> for their owners. Every statement names the owner: another owner's subscription does not exist
/// for it.
/// </summary>
public sealed class WebhookStore
{
    private readonly Database database;
    private readonly KeyWrapper keys;
    private readonly WebhookOptions options;
    private readonly TimeProvider clock;

    internal WebhookStore(Database database, KeyWrapper keys, IOptions<WebhookOptions> options, TimeProvider clock)
    {
        this.database = database;
        this.keys = keys;
        this.options = options.Value;
        this.clock = clock;
    }

    /// <summary>Adds a subscription. It gets what happens from now on.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="webhook">A valid order.</param>
    /// <param name="cancellationToken">Gives up waiting; it may then be stored or not.</param>
    /// <returns>Its id and its secret, which is shown this once; null when the owner has as many as one may have.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    /// <exception cref="CredentialsUnreadableException">Terminal: there is no key to seal the secret with.</exception>
    public async Task<(Guid SubscriptionId, string Secret)?> AddAsync(
        string owner, NewWebhook webhook, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        var subscriptionId = Guid.CreateVersion7(clock.GetUtcNow());
        WebhookSecret secret = WebhookSecret.Create();
        (DataKey key, WrappedKey wrapped) = await keys.CreateAsync(subscriptionId, cancellationToken);
        using (key)
        {
            int rows = await database.ExecuteAsync(
                WebhookSql.Insert,
                new
                {
                    subscriptionId,
                    owner,
                    url = webhook.Url.AbsoluteUri,
                    webhook.Description,
                    eventTypes = webhook.EventTypes.ToArray(),
                    wrapped.KeyId,
                    dataKey = wrapped.Bytes,
                    secret = key.Seal(SealedSecrets.SecretColumn, secret.Text),
                    options.MaxPerOwner,
                    at = clock.GetDatabaseNow(),
                },
                cancellationToken);
            return rows == 1 ? (subscriptionId, secret.Text) : null;
        }
    }

    /// <summary>Changes a subscription.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="subscriptionId">Its id.</param>
    /// <param name="changes">Valid changes.</param>
    /// <param name="cancellationToken">Gives up waiting; they may then be stored or not.</param>
    /// <returns>False when the owner has no such subscription.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<bool> ChangeAsync(
        string owner, Guid subscriptionId, WebhookChanges changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return await database.ScalarAsync<long>(
            WebhookSql.Update,
            new
            {
                owner,
                subscriptionId,
                url = changes.Url?.AbsoluteUri,
                changes.Description,
                cleared = changes.Cleared.ToArray(),
                eventTypes = changes.EventTypes?.ToArray(),
                changes.Enabled,
                isFresh = changes.Url is not null || changes.Enabled == true,
                at = clock.GetDatabaseNow(),
            },
            cancellationToken) == 1;
    }

    /// <summary>Deletes a subscription with its delivery log; what has not been delivered is not.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="subscriptionId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting; it may then be gone or not.</param>
    /// <returns>False when the owner has no such subscription.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<bool> DeleteAsync(string owner, Guid subscriptionId, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(WebhookSql.Delete, new { owner, subscriptionId }, cancellationToken) == 1;

    /// <summary>Whether the owner has this subscription.</summary>
    /// <param name="owner">Whose it has to be.</param>
    /// <param name="subscriptionId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public Task<bool> ExistsAsync(string owner, Guid subscriptionId, CancellationToken cancellationToken) =>
        database.ScalarAsync<bool>(WebhookSql.Exists, new { owner, subscriptionId }, cancellationToken);

    /// <summary>Gives a subscription a new secret. The old one signs as well until its time is over; an even older one no more.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="subscriptionId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting; it may then be changed or not.</param>
    /// <returns>The new secret, which is shown this once; null when the owner has no such subscription.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    /// <exception cref="CredentialsUnreadableException">Terminal: the present secret cannot be opened.</exception>
    public async Task<string?> RotateSecretAsync(string owner, Guid subscriptionId, CancellationToken cancellationToken)
    {
        while (await FindAsync(owner, subscriptionId, cancellationToken) is { } webhook)
        {
            WebhookSecret secret = WebhookSecret.Create();
            using DataKey key = await keys.OpenAsync(subscriptionId, webhook.Secrets.DataKey, cancellationToken);
            int rows = await database.ExecuteAsync(
                WebhookSql.Rotate,
                new
                {
                    subscriptionId,
                    before = webhook.Secrets.Secret,
                    secret = key.Seal(SealedSecrets.SecretColumn, secret.Text),
                    oldSecret = key.Seal(SealedSecrets.OldSecretColumn, key.Open(SealedSecrets.SecretColumn, webhook.Secrets.Secret)),
                    options.OldSecretLife,
                    at = clock.GetDatabaseNow(),
                },
                cancellationToken);
            if (rows == 1)
            {
                return secret.Text;
            }
        }

        return null;
    }

    /// <summary>Where a subscription of the owner sends to, and what it signs with.</summary>
    internal async Task<WebhookTarget?> FindAsync(string owner, Guid subscriptionId, CancellationToken cancellationToken) =>
        (await database.ReadAsync(WebhookSql.Find, new { owner, subscriptionId }, WebhookTarget.Read, cancellationToken))
            .SingleOrDefault();
}
