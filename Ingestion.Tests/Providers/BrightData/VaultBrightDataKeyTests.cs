using Azure;
using Azure.Security.KeyVault.Secrets;
using Ingestion.Core.Errors;
using Ingestion.Core.Providers.BrightData;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Providers.BrightData;

[Trait("Category", "Unit")]
public sealed class VaultBrightDataKeyTests : IDisposable
{
    private readonly ManualTimeProvider time = new();
    private readonly FakeVault vault = new();
    private readonly VaultBrightDataKey key;

    public VaultBrightDataKeyTests() => key = new VaultBrightDataKey(vault, time);

    public void Dispose() => key.Dispose();

    [Fact]
    public async Task Get_WithinAnHour_ReadsTheVaultOnce()
    {
        Assert.Equal("key-1", await key.GetAsync(default));
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("key-1", await key.GetAsync(default));
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("key-2", await key.GetAsync(default));
    }

    [Fact]
    public async Task Refresh_RefusedKey_IsReadAgainAtMostOnceAMinute()
    {
        await key.GetAsync(default);

        Assert.Equal("key-1", await key.RefreshAsync("key-1", default));
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("key-2", await key.RefreshAsync("key-1", default));
        Assert.Equal("key-2", await key.RefreshAsync("key-1", default));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Get_VaultRefuses_IsTerminal(int status)
    {
        vault.Failure = new RequestFailedException(status, "no");

        await Assert.ThrowsAsync<ProviderRejectedException>(() => key.GetAsync(default).AsTask());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(503)]
    public async Task Get_VaultDoesNotAnswer_IsTransient(int status)
    {
        vault.Failure = new RequestFailedException(status, "no");

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => key.GetAsync(default).AsTask());
    }

    private sealed class FakeVault : SecretClient
    {
        private int reads;

        public RequestFailedException? Failure { get; set; }

        public override Task<Response<KeyVaultSecret>> GetSecretAsync(
            string name, string? version = null, CancellationToken cancellationToken = default) => Failure is null
                ? Task.FromResult(Response.FromValue(new KeyVaultSecret(name, $"key-{++reads}"), null!))
                : Task.FromException<Response<KeyVaultSecret>>(Failure);
    }
}
