using Azure;
using Azure.Security.KeyVault.Secrets;
using Ingestion.Core.Errors;
using Ingestion.Core.Security;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Security;

[Trait("Category", "Unit")]
public sealed class KeyRingTests
{
    private const string Secret = "Y2FuYXJ5";
    private static readonly string Good = MemoryKeyRingStore.TextOf("k1", "k2");

    [Fact]
    public void Parse_TwoKeys_KnowsBothAndTheCurrentOne()
    {
        KeyRing ring = KeyRing.Parse(Good);

        Assert.Equal("k2", ring.CurrentId);
        Assert.True(ring.TryFind("k1", out byte[]? old));
        Assert.Equal(MemoryKeyRingStore.KeyOf("k1"), Convert.ToBase64String(old));
        Assert.False(ring.TryFind("k3", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"current":"k1","keys":{}}""")]
    [InlineData("""{"current":"k1","keys":{"k1":"Y2FuYXJ5"}}""")]
    [InlineData("""{"current":"k1","keys":{"k1":"not base64 Y2FuYXJ5"}}""")]
    [InlineData("""{"current":"k1","keys":{"k1":5}}""")]
    [InlineData("""{"current":"k 1","keys":{"k 1":"Y2FuYXJ5"}}""")]
    [InlineData("Y2FuYXJ5")]
    public void Parse_AnythingElse_IsRefusedWithoutQuotingIt(string text)
    {
        FormatException refused = Assert.Throws<FormatException>(() => KeyRing.Parse(text));

        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rings_WithinFiveMinutes_ReadTheStoreOnce()
    {
        ManualTimeProvider time = new();
        MemoryKeyRingStore store = new("k1");
        using KeyRings rings = new(store, time);

        await rings.GetAsync(default);
        time.Advance(TimeSpan.FromMinutes(4));
        await rings.GetAsync(default);
        Assert.Equal(1, store.Reads);
        time.Advance(TimeSpan.FromMinutes(2));
        await rings.GetAsync(default);

        Assert.Equal(2, store.Reads);
    }

    [Fact]
    public async Task Rings_KeyMissing_AreReadAgainAtMostEverySecond()
    {
        ManualTimeProvider time = new();
        MemoryKeyRingStore store = new("k1");
        using KeyRings rings = new(store, time);
        KeyRing first = await rings.GetAsync(default);
        store.Set("k1", "k2");

        Assert.Same(first, await rings.RefreshAsync(first, default));
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("k2", (await rings.RefreshAsync(first, default)).CurrentId);
        Assert.Equal(2, store.Reads);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/nowhere/keys.json")]
    public async Task File_MissingOrNotNamed_SaysWhichSettingToSet(string? path)
    {
        CredentialsUnreadableException refused =
            await Assert.ThrowsAsync<CredentialsUnreadableException>(() => new FileKeyRingStore(path).ReadAsync(default));

        Assert.Equal(ErrorCodes.CredentialKeysMissing, refused.ErrorCode);
        Assert.Contains("CREDENTIAL_KEYS_FILE", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vault_Secret_IsTheSameText() =>
        Assert.Equal("k2", (await new VaultKeyRingStore(new FakeVault(Good)).ReadAsync(default)).CurrentId);

    [Theory]
    [InlineData("broken", 0, ErrorCodes.CredentialKeysMissing)]
    [InlineData(null, 403, ErrorCodes.CredentialKeysMissing)]
    [InlineData(null, 503, ErrorCodes.KeyVaultUnavailable)]
    public async Task Vault_NoUsableSecret_IsNamed(string? value, int status, string expected)
    {
        VaultKeyRingStore store = new(new FakeVault(value, status));

        IngestionException refused = await Assert.ThrowsAnyAsync<IngestionException>(() => store.ReadAsync(default));

        Assert.Equal(expected, refused.ErrorCode);
    }

    private sealed class FakeVault(string? value, int status = 0) : SecretClient
    {
        public override Task<Response<KeyVaultSecret>> GetSecretAsync(
            string name, string? version = null, CancellationToken cancellationToken = default) => value is not null
                ? Task.FromResult(Response.FromValue(new KeyVaultSecret(name, value), null!))
                : Task.FromException<Response<KeyVaultSecret>>(new RequestFailedException(status, "no"));
    }
}
