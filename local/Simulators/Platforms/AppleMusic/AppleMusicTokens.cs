using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Simulators.Platforms.AppleMusic;

/// <summary>
/// Developer tokens: a JWT of ES256 with a team, a key and a life of at most 15,777,000 seconds. The signature is checked where the
/// public key is known, and once for each token.
/// </summary>
internal sealed class AppleMusicTokens(TimeProvider time, string? publicKey)
{
    private const long MaxLifeSeconds = 15_777_000;
    private const int TeamLength = 10;
    private const int SignatureLength = 64;
    private volatile KnownToken? _known;

    public bool IsGood(string? token)
    {
        if (token is null)
        {
            return false;
        }

        KnownToken? known = _known;
        if (known?.Text != token)
        {
            known = Read(token);
            _known = known ?? _known;
        }

        return known is not null && known.ExpiresAt > time.GetUtcNow();
    }

    private KnownToken? Read(string token)
    {
        try
        {
            if (token.Split('.') is not [var head, var claims, var signature])
            {
                return null;
            }

            using JsonDocument header = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
            using JsonDocument body = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
            long issuedAt = body.RootElement.GetProperty("iat").GetInt64();
            long expiresAt = body.RootElement.GetProperty("exp").GetInt64();
            bool isWellFormed = header.RootElement.GetProperty("alg").ValueEquals("ES256")
                && header.RootElement.GetProperty("kid").GetString() is { Length: > 0 }
                && body.RootElement.GetProperty("iss").GetString() is { Length: TeamLength }
                && expiresAt - issuedAt is > 0 and <= MaxLifeSeconds
                && IsSigned($"{head}.{claims}", Base64Url.DecodeFromChars(signature));
            return isWellFormed ? new KnownToken(token, DateTimeOffset.FromUnixTimeSeconds(expiresAt)) : null;
        }
        catch (Exception fault) when (fault is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool IsSigned(string text, byte[] signature)
    {
        if (publicKey is null)
        {
            return signature.Length == SignatureLength;
        }

        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(publicKey);
        return key.VerifyData(
            Encoding.ASCII.GetBytes(text), signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private sealed record KnownToken(string Text, DateTimeOffset ExpiresAt);
}
