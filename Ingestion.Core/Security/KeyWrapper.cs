using System.Security.Cryptography;
using System.Text;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Security;

/// <summary>Makes, opens and re-wraps the data keys of subjects.</summary>
internal sealed class KeyWrapper(KeyRings rings)
{
    private const string Column = "data_key";

    /// <summary>A new random data key, and the same wrapped by the current key-encryption key.</summary>
    internal async Task<(DataKey Key, WrappedKey Wrapped)> CreateAsync(Guid subject, CancellationToken cancellationToken)
    {
        KeyRing ring = await rings.GetAsync(cancellationToken);
        byte[] key = RandomNumberGenerator.GetBytes(Envelope.KeyBytes);
        return (new DataKey(subject, key), Wrap(ring, subject, key));
    }

    /// <exception cref="CredentialsUnreadableException">
    /// Terminal: the key-encryption key is unknown, or the bytes were changed or belong to another subject.
    /// </exception>
    internal async Task<DataKey> OpenAsync(Guid subject, byte[] wrapped, CancellationToken cancellationToken) =>
        new(subject, await UnwrapAsync(subject, wrapped, cancellationToken));

    /// <summary>The same data key under the current key-encryption key; what it sealed stays as it is.</summary>
    internal async Task<WrappedKey> RewrapAsync(Guid subject, byte[] wrapped, CancellationToken cancellationToken)
    {
        byte[] key = await UnwrapAsync(subject, wrapped, cancellationToken);
        try
        {
            return Wrap(await rings.GetAsync(cancellationToken), subject, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The id of the key that wraps what is new.</summary>
    internal async Task<string> CurrentIdAsync(CancellationToken cancellationToken) =>
        (await rings.GetAsync(cancellationToken)).CurrentId;

    private static WrappedKey Wrap(KeyRing ring, Guid subject, ReadOnlySpan<byte> key)
    {
        byte[] id = Encoding.ASCII.GetBytes(ring.CurrentId);
        return new WrappedKey(
            ring.CurrentId, [(byte)id.Length, .. id, .. Envelope.Seal(ring.CurrentKey, key, Associated(subject, ring.CurrentId))]);
    }

    private static byte[] Associated(Guid subject, string keyId) => DataKey.Associated(subject, $"{Column}/{keyId}");

    private async Task<byte[]> UnwrapAsync(Guid subject, byte[] wrapped, CancellationToken cancellationToken)
    {
        int idLength = wrapped.Length > 0 ? wrapped[0] : 0;
        if (idLength == 0 || wrapped.Length < 1 + idLength)
        {
            throw CredentialsUnreadableException.Damaged(subject, Column, innerException: null);
        }

        string id = Encoding.ASCII.GetString(wrapped, 1, idLength);
        KeyRing ring = await rings.GetAsync(cancellationToken);
        if (!ring.TryFind(id, out byte[]? key)
            && !(await rings.RefreshAsync(ring, cancellationToken)).TryFind(id, out key))
        {
            throw new CredentialsUnreadableException(
                ErrorCodes.CredentialKeyUnknown, $"the key {id} that wraps the credentials of {subject} is not in the key ring");
        }

        try
        {
            return Envelope.Open(key, wrapped.AsSpan(1 + idLength), Associated(subject, id));
        }
        catch (CryptographicException fault)
        {
            throw CredentialsUnreadableException.Damaged(subject, Column, fault);
        }
    }
}
