using System.Security.Cryptography;
using System.Text;

namespace Ingestion.Core.Registration;

/// <summary>A key that names a caller. Only its digest is kept, so that comparing takes one time whatever is shown.</summary>
public sealed class CallerKey
{
    private readonly byte[] digest;

    internal CallerKey(string name, string key)
    {
        Name = name;
        digest = Digest(key);
    }

    /// <summary>For example <c>acme</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it is this key.</summary>
    /// <param name="shown">What was sent.</param>
    public bool Matches(string shown) => CryptographicOperations.FixedTimeEquals(Digest(shown), digest);

    internal bool IsSameKey(CallerKey other) => CryptographicOperations.FixedTimeEquals(other.digest, digest);

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
