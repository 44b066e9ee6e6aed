using System.Security.Cryptography;
using System.Text.Json;

namespace Ingestion.Local.Stack;

/// <summary>What callers and accounts need, made once for a data folder, mode 600.</summary>
internal static class AccountKeys
{
    private const int CallerKeyHexDigits = 48;
    private const int CredentialKeyBytes = 32;

    /// <summary>The bearer of the owner, or of the operator, <c>local</c>.</summary>
    public static string CallerKey(string path)
    {
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, RandomNumberGenerator.GetHexString(CallerKeyHexDigits, lowercase: true));
        }

        return File.ReadAllText(path).Trim();
    }

    /// <summary>The path of the key ring, with one key when it is new.</summary>
    public static string CredentialKeysFile(string path)
    {
        if (!File.Exists(path))
        {
            string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(CredentialKeyBytes));
            PrivateFile.Write(path, JsonSerializer.Serialize(
                new { current = "local-1", keys = new Dictionary<string, string> { ["local-1"] = key } }));
        }

        return path;
    }

    /// <summary>The path of the key that signs Apple Music's developer tokens, in the form in which Apple gives it.</summary>
    public static string AppleMusicKeyFile(string path)
    {
        if (!File.Exists(path))
        {
            using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PrivateFile.Write(path, key.ExportPkcs8PrivateKeyPem());
        }

        return path;
    }
}
