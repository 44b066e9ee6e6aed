using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms;
using Ingestion.Core.Platforms.AppleMusic;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Platforms;

[Trait("Category", "Postgres")]
public sealed class AppTokenTests(AccountHost host) : IClassFixture<AccountHost>
{
    [Fact]
    public async Task Spotify_ManyAtOnce_AskOnceAnHour()
    {
        AppTokens tokens = host.AddHost().GetRequiredService<AppTokens>();
        int calls = host.Platforms.Calls("spotify", "token");

        string[] first = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => tokens.GetAsync("spotify", default)));
        host.Clock.Advance(TimeSpan.FromMinutes(57));
        string same = await tokens.GetAsync("spotify", default);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        string next = await tokens.GetAsync("spotify", default);

        Assert.Single(first.Append(same).Distinct());
        Assert.NotEqual(same, next);
        Assert.Equal(calls + 2, host.Platforms.Calls("spotify", "token"));
    }

    [Theory]
    [InlineData("app", ErrorCodes.PlatformAppRefused)]
    [InlineData("unavailable", ErrorCodes.PlatformUnavailable)]
    [InlineData("reset", ErrorCodes.PlatformUnavailable)]
    public async Task Spotify_GivesNone_IsNamed(string fault, string expected)
    {
        AppTokens tokens = host.AddHost().GetRequiredService<AppTokens>();
        host.Platforms.AddFault("spotify", fault);

        IngestionException failure = await Assert.ThrowsAnyAsync<IngestionException>(() => tokens.GetAsync("spotify", default));

        Assert.Equal(expected, failure.ErrorCode);
    }

    [Fact]
    public async Task AppleMusic_Token_IsSignedByTheKeyAndUsedForHalfOfItsLife()
    {
        ManualTimeProvider clock = new(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AppleMusicAppToken tokens = new(clock, Options.Create(Settings(key.ExportPkcs8PrivateKeyPem())));

        string first = await tokens.GetAsync(default);
        clock.Advance(TimeSpan.FromHours(5));
        string same = await tokens.GetAsync(default);
        clock.Advance(TimeSpan.FromHours(2));
        string next = await tokens.GetAsync(default);

        string[] parts = first.Split('.');
        Assert.True(key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
            Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        JsonElement head = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
        JsonElement claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        Assert.Equal(("ES256", "KEY1234567"), (head.Text("alg"), head.Text("kid")));
        Assert.Equal("TEAM123456", claims.Text("iss"));
        Assert.Equal(43_200, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal(first, same);
        Assert.NotEqual(first, next);
    }

    [Fact]
    public async Task AppleMusic_NoUsableKey_NamesTheSettingWithoutTheKey()
    {
        AppleMusicAppToken none = new(TimeProvider.System, Options.Create(new AppleMusicOptions()));
        AppleMusicAppToken broken = new(TimeProvider.System, Options.Create(Settings("canary-key")));

        ProviderRejectedException missing = await Assert.ThrowsAsync<ProviderRejectedException>(() => none.GetAsync(default));
        ProviderRejectedException unusable = await Assert.ThrowsAsync<ProviderRejectedException>(() => broken.GetAsync(default));

        Assert.Contains("AppleMusic__TeamId", missing.Message, StringComparison.Ordinal);
        Assert.Contains("AppleMusic__PrivateKeyFile", unusable.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", unusable.ToString(), StringComparison.Ordinal);
    }

    private static AppleMusicOptions Settings(string pem)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("apple-").FullName, "key.p8");
        File.WriteAllText(file, pem);
        return new AppleMusicOptions { TeamId = "TEAM123456", KeyId = "KEY1234567", PrivateKeyFile = file };
    }
}
