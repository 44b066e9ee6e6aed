using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.AppleMusic;

/// <summary>Developer tokens of Apple Music: a JWT that this process signs itself (ES256), and uses for half of its life.</summary>
/// <remarks>https://developer.apple.com/documentation/applemusicapi/generating-developer-tokens, read 2026-11-21.</remarks>
internal sealed class AppleMusicAppToken : IAppToken, IDisposable
{
    private readonly TimeProvider clock;
    private readonly AppleMusicOptions app;
    private readonly AppTokenCache cache;

    public AppleMusicAppToken(TimeProvider clock, IOptions<AppleMusicOptions> options)
    {
        this.clock = clock;
        app = options.Value;
        cache = new AppTokenCache(Platform, clock, SignAsync);
    }

    public string Platform => AccountPlatforms.AppleMusic;

    public Task<string> GetAsync(CancellationToken cancellationToken) => cache.GetAsync(cancellationToken);

    public Task<string> ReplaceAsync(string refused, string reason, CancellationToken cancellationToken) =>
        cache.ReplaceAsync(refused, reason, cancellationToken);

    public void Dispose() => cache.Dispose();

    private async Task<AppToken> SignAsync(CancellationToken cancellationToken)
    {
        if (app is not { TeamId: { } teamId, KeyId: { } keyId, PrivateKeyFile: { } file })
        {
            throw new ProviderRejectedException(
                ErrorCodes.PlatformNotConfigured, "AppleMusic__TeamId, AppleMusic__KeyId and AppleMusic__PrivateKeyFile are not set");
        }

        DateTimeOffset now = clock.GetUtcNow();
        long issuedAt = now.ToUnixTimeSeconds();
        string head = Encode(new { alg = "ES256", kid = keyId, typ = "JWT" });
        string claims = Encode(new { iss = teamId, iat = issuedAt, exp = issuedAt + (long)app.TokenLife.TotalSeconds });
        byte[] signed = System.Text.Encoding.ASCII.GetBytes($"{head}.{claims}");
        using ECDsa key = await ReadKeyAsync(file, cancellationToken);
        byte[] signature = key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new AppToken($"{head}.{claims}.{Base64Url.EncodeToString(signature)}", now, now + (app.TokenLife / 2));
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
}
