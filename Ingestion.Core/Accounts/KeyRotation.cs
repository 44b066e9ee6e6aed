using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Security;

namespace Ingestion.Core.Accounts;

/// <summary>
/// Brings the data keys of all accounts and webhook subscriptions under the current key-encryption key, while everything goes on: a row that somebody else
/// wrote in between is left for the next run.
/// </summary>
public sealed class KeyRotation
{
    private const int BatchSize = 500;

    private static readonly Place[] Places =
        [new("account_credentials", "account_id"), new("webhook_subscriptions", "subscription_id")];

    private readonly Database database;
    private readonly KeyWrapper keys;

    internal KeyRotation(Database database, KeyWrapper keys)
    {
        this.database = database;
        this.keys = keys;
    }

    /// <summary>Re-wraps what is not under the current key. Tokens and secrets are not opened.</summary>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <returns>How many data keys were re-wrapped, and how many cannot be: their key is missing, or they are damaged.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    /// <exception cref="CredentialsUnreadableException">Terminal: there is no key ring.</exception>
    public async Task<(int Rewrapped, int Unreadable)> RunAsync(CancellationToken cancellationToken)
    {
        int rewrapped = 0;
        int unreadable = 0;
        foreach (Place place in Places)
        {
            // A service without accounts and webhooks needs no keys.
            if (!await database.ScalarAsync<bool>(place.AnySql, null, cancellationToken))
            {
                continue;
            }

            string keyId = await keys.CurrentIdAsync(cancellationToken);
            Guid after = Guid.Empty;
            IReadOnlyList<(Guid Subject, byte[] DataKey)> batch;
            do
            {
                batch = await database.ReadAsync(
                    place.FindSql,
                    new { keyId, after, batchSize = BatchSize },
                    row => (row.GetGuid(0), row.GetFieldValue<byte[]>(1)),
                    cancellationToken);
                foreach ((Guid subject, byte[] dataKey) in batch)
                {
                    bool isDone = await TryRewrapAsync(place, subject, dataKey, cancellationToken);
                    rewrapped += isDone ? 1 : 0;
                    unreadable += isDone ? 0 : 1;
                    after = subject;
                }
            }
            while (batch.Count == BatchSize);
        }

        return (rewrapped, unreadable);
    }

    private async Task<bool> TryRewrapAsync(Place place, Guid subject, byte[] oldKey, CancellationToken cancellationToken)
    {
        try
        {
            WrappedKey wrapped = await keys.RewrapAsync(subject, oldKey, cancellationToken);
            await database.ExecuteAsync(
                place.RewrapSql, new { subject, oldKey, newKey = wrapped.Bytes, wrapped.KeyId }, cancellationToken);
            return true;
        }
        catch (CredentialsUnreadableException fault) when (fault.ErrorCode != ErrorCodes.CredentialKeysMissing)
        {
            return false;
        }
    }

    /// <summary>A table with a data key in each row, for the subject that is the row's primary key.</summary>
    private sealed record Place(string Table, string Subject)
    {
        internal string AnySql => $"select exists (select from ingestion.{Table})";

        internal string FindSql => $"""
            select {Subject}, data_key from ingestion.{Table}
            where key_id <> @keyId and {Subject} > @after order by {Subject} limit @batchSize
            """;

        internal string RewrapSql =>
            $"update ingestion.{Table} set key_id = @keyId, data_key = @newKey where {Subject} = @subject and data_key = @oldKey";
    }
}
