using System.Security.Cryptography;
using System.Text;

namespace Functions.Runtime.Engine;

/// <summary>Version-5 GUIDs (RFC 9562, section 5.5): the same name gives the same GUID.</summary>
internal static class DeterministicGuid
{
    private const int VersionByte = 6;
    private const int VariantByte = 8;

    private static readonly Guid Namespace = new("6f1b7c52-3f0e-5b0a-9a3c-0c6cf1f2a8d4");

    public static Guid Create(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        byte[] input = [.. Namespace.ToByteArray(bigEndian: true), .. text];

        // SHA-1 is what version 5 is defined with; nothing here is a secret.
#pragma warning disable CA5350
        Span<byte> hash = SHA1.HashData(input).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[VersionByte] = (byte)((hash[VersionByte] & 0x0F) | 0x50);
        hash[VariantByte] = (byte)((hash[VariantByte] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
