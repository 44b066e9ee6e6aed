using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Security;

namespace Ingestion.Core.Accounts;

/// <summary>
/// Brings the data keys of all accounts under the current key-encryption key, while everything goes on: a row that somebody else
/// wrote in between is left for the next run.
/// </summary>
public sealed class KeyRotation
{
    private const int BatchSize = 500;

    private const string AnySql = "select exists (select from ingestion.account_credentials)";

    private const string FindSql = """
        select account_id, data_key from ingestion.account_credentials
        where key_id <> @keyId and account_id > @after order by account_id limit @batchSize
        """;

    private const string RewrapSql = """
        update ingestion.account_credentials set key_id = @keyId, data_key = @newKey where account_id = @accountId and data_key = @oldKey
        """;

    private readonly Database database;
    private readonly KeyWrapper keys;

    internal KeyRotation(Database database, KeyWrapper keys)
    {
        this.database = database;
        this.keys = keys;
    }

    /// <summary>Re-wraps what is not under the current key. Tokens are not opened.</summary>
    /// <param name="cancellationToken">Stops between two accounts.</param>
    /// <returns>How many data keys were re-wrapped, and how many cannot be: their key is missing, or they are damaged.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    /// <exception cref="CredentialsUnreadableException">Terminal: there is no key ring.</exception>
    public async Task<(int Rewrapped, int Unreadable)> RunAsync(CancellationToken cancellationToken)
    {
        // A service without accounts needs no keys.
        if (!await database.ScalarAsync<bool>(AnySql, null, cancellationToken))
        {
            return (0, 0);
        }

        string keyId = await keys.CurrentIdAsync(cancellationToken);
        int rewrapped = 0;
        int unreadable = 0;
        Guid after = Guid.Empty;
        while (true)
        {
            IReadOnlyList<(Guid AccountId, byte[] DataKey)> batch = await database.ReadAsync(
                FindSql,
                new { keyId, after, batchSize = BatchSize },
                row => (row.GetGuid(0), row.GetFieldValue<byte[]>(1)),
                cancellationToken);
            foreach ((Guid accountId, byte[] dataKey) in batch)
            {
                if (await TryRewrapAsync(accountId, dataKey, cancellationToken))
                {
                    rewrapped++;
                }
                else
                {
                    unreadable++;
                }
            }

            if (batch.Count < BatchSize)
            {
                return (rewrapped, unreadable);
            }

            after = batch[^1].AccountId;
        }
    }

    private async Task<bool> TryRewrapAsync(Guid accountId, byte[] oldKey, CancellationToken cancellationToken)
    {
        try
        {
            WrappedKey wrapped = await keys.RewrapAsync(accountId, oldKey, cancellationToken);
            await database.ExecuteAsync(
                RewrapSql, new { accountId, oldKey, newKey = wrapped.Bytes, wrapped.KeyId }, cancellationToken);
            return true;
        }
        catch (CredentialsUnreadableException fault) when (fault.ErrorCode != ErrorCodes.CredentialKeysMissing)
        {
            return false;
        }
    }
}
