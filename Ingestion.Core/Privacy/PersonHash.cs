using System.Security.Cryptography;
using System.Text;

namespace Ingestion.Core.Privacy;

/// <summary>
/// What a tombstone knows of a person: SHA-256 over platform, kind and the id or handle. Who guesses a public name can tell that it was
/// erased; that is what the hash is for.
/// </summary>
internal static class PersonHash
{
    internal const string Id = "id";
    internal const string Handle = "handle";

    internal static byte[] Of(string platform, string kind, string name) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{platform}/{kind}/{(kind == Handle ? name.ToLowerInvariant() : name)}"));
}
