using System.Security.Cryptography;

namespace Ingestion.Core.Security;

/// <summary>
/// AES-256-GCM. Bytes: format 1, nonce (12), tag (16), ciphertext. What is associated is not stored: opening needs the same again.
/// </summary>
internal static class Envelope
{
    internal const int KeyBytes = 32;

    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + NonceBytes + TagBytes;

    internal static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated)
    {
        byte[] envelope = new byte[HeadBytes + plaintext.Length];
        envelope[0] = Format;
        Span<byte> nonce = envelope.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm cipher = new(key, TagBytes);
        cipher.Encrypt(nonce, plaintext, envelope.AsSpan(HeadBytes), envelope.AsSpan(1 + NonceBytes, TagBytes), associated);
        return envelope;
    }

    /// <exception cref="CryptographicException">
    /// It was cut or changed, is of another format, or was sealed with another key or other associated bytes.
    /// </exception>
    internal static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> associated)
    {
        if (envelope.Length < HeadBytes || envelope[0] != Format)
        {
            throw new CryptographicException("The bytes are no envelope of format 1.");
        }

        byte[] plaintext = new byte[envelope.Length - HeadBytes];
        using AesGcm cipher = new(key, TagBytes);
        cipher.Decrypt(
            envelope.Slice(1, NonceBytes), envelope[HeadBytes..], envelope.Slice(1 + NonceBytes, TagBytes), plaintext, associated);
        return plaintext;
    }
}
