using System.Security.Cryptography;
using System.Text;

namespace Ingestion.Core.Registration;

/// <summary>A key that stands for an owner. Only its digest is kept, so that comparing takes one time whatever is shown.</summary>
public sealed class OwnerKey
{
    private readonly byte[] digest;

    internal OwnerKey(string owner, string key)
    {
        Owner = owner;
        digest = Digest(key);
    }

    /// <summary>For example <c>acme</c>.</summary>
    public string Owner { get; }

    /// <summary>Whether it is this key.</summary>
    /// <param name="shown">What was sent.</param>
    public bool Matches(string shown) => CryptographicOperations.FixedTimeEquals(Digest(shown), digest);

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
