using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.AppleMusic;

/// <summary>Developer tokens of Apple Music: a JWT that this process signs itself (ES256), and uses for half of its life.</summary>
/// <remarks>https://developer.apple.com/documentation/applemusicapi/generating-developer-tokens, read 2026-11-21.</remarks>
internal sealed class AppleMusicAppToken(TimeProvider clock, IOptions<AppleMusicOptions> options) : IAppToken
{
    private volatile SignedToken? cached;

    public string Platform => AccountPlatforms.AppleMusic;

    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (cached is not { } known || known.UseUntil <= now)
        {
            cached = known = new SignedToken(await SignAsync(now, cancellationToken), now + (options.Value.TokenLife / 2));
        }

        return known.Value;
    }

    private async Task<string> SignAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        AppleMusicOptions app = options.Value;
        if (app is not { TeamId: { } teamId, KeyId: { } keyId, PrivateKeyFile: { } file })
        {
            throw new ProviderRejectedException(
                ErrorCodes.PlatformNotConfigured, "AppleMusic__TeamId, AppleMusic__KeyId and AppleMusic__PrivateKeyFile are not set");
        }

        long issuedAt = now.ToUnixTimeSeconds();
        string head = Encode(new { alg = "ES256", kid = keyId, typ = "JWT" });
        string claims = Encode(new { iss = teamId, iat = issuedAt, exp = issuedAt + (long)app.TokenLife.TotalSeconds });
        byte[] signed = System.Text.Encoding.ASCII.GetBytes($"{head}.{claims}");
        using ECDsa key = await ReadKeyAsync(file, cancellationToken);
        byte[] signature = key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{head}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static async Task<ECDsa> ReadKeyAsync(string file, CancellationToken cancellationToken)
    {
        const int p256Bits = 256;
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(await File.ReadAllTextAsync(file, cancellationToken));
            return key.KeySize == p256Bits ? key : throw new CryptographicException("The key is not of the curve P-256.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new ProviderRejectedException(
                ErrorCodes.PlatformNotConfigured, "the file of AppleMusic__PrivateKeyFile is not a private key of the curve P-256", fault);
        }
    }

    private static string Encode<T>(T part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    private sealed class SignedToken(string value, DateTimeOffset useUntil)
    {
        public string Value => value;

        public DateTimeOffset UseUntil => useUntil;
    }
}
