using System.Security.Cryptography;
using System.Text;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Security;

/// <summary>The unwrapped data key of one subject (an account, or a sign-in under way). Disposing wipes it.</summary>
internal sealed class DataKey(Guid subject, byte[] key) : IDisposable
{
    /// <summary>Seals a text for one column of the subject; it opens nowhere else.</summary>
    internal byte[] Seal(string column, string text)
    {
        byte[] plaintext = Encoding.UTF8.GetBytes(text);
        try
        {
            return Envelope.Seal(key, plaintext, Associated(subject, column));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <exception cref="CredentialsUnreadableException">Terminal: the bytes were changed, or belong to another subject or column.</exception>
    internal string Open(string column, ReadOnlySpan<byte> envelope)
    {
        byte[]? plaintext = null;
        try
        {
            plaintext = Envelope.Open(key, envelope, Associated(subject, column));
            return Encoding.UTF8.GetString(plaintext);
        }
        catch (CryptographicException fault)
        {
            throw CredentialsUnreadableException.Damaged(subject, column, fault);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(key);

    internal static byte[] Associated(Guid subject, string column) => Encoding.UTF8.GetBytes($"{subject:D}/{column}");
}
