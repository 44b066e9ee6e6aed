namespace Ingestion.Core.Security;

/// <summary>A data key that only a key-encryption key can open, as it is stored.</summary>
/// <param name="KeyId">The key-encryption key, for example <c>2026-11</c>.</param>
/// <param name="Bytes">Length of the key id (1), key id (ASCII), envelope of the 32 bytes.</param>
internal sealed record WrappedKey(string KeyId, byte[] Bytes);
