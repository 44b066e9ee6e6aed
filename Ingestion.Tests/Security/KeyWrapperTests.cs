using Ingestion.Core.Errors;
using Ingestion.Core.Security;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Security;

[Trait("Category", "Unit")]
public sealed class KeyWrapperTests : IDisposable
{
    private const string Token = "canary-token-51c2";
    private static readonly Guid Account = new("01939a3c-0000-7000-8000-000000000001");
    private static readonly Guid Other = new("01939a3c-0000-7000-8000-000000000002");
    private readonly ManualTimeProvider time = new();
    private readonly MemoryKeyRingStore store = new("k1");
    private readonly KeyRings rings;
    private readonly KeyWrapper wrapper;

    public KeyWrapperTests()
    {
        rings = new KeyRings(store, time);
        wrapper = new KeyWrapper(rings);
    }

    public void Dispose() => rings.Dispose();

    [Fact]
    public async Task Open_SameAccountAndColumn_GivesTheTextBack()
    {
        (WrappedKey wrapped, byte[] sealedToken) = await SealAsync();

        using DataKey key = await wrapper.OpenAsync(Account, wrapped.Bytes, default);

        Assert.Equal(Token, key.Open("access_token", sealedToken));
    }

    [Fact]
    public async Task Seal_Twice_GivesOtherBytes()
    {
        (DataKey key, _) = await wrapper.CreateAsync(Account, default);

        using (key)
        {
            Assert.NotEqual(key.Seal("access_token", Token), key.Seal("access_token", Token));
        }
    }

    [Fact]
    public async Task Open_EveryChangedBit_IsRefused()
    {
        (WrappedKey wrapped, byte[] sealedToken) = await SealAsync();
        using DataKey key = await wrapper.OpenAsync(Account, wrapped.Bytes, default);

        for (int bit = 0; bit < sealedToken.Length * 8; bit++)
        {
            byte[] changed = [.. sealedToken];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertDamaged(Assert.Throws<CredentialsUnreadableException>(() => key.Open("access_token", changed)));
        }
    }

    [Fact]
    public async Task Open_EveryCut_IsRefused()
    {
        (WrappedKey wrapped, byte[] sealedToken) = await SealAsync();
        using DataKey key = await wrapper.OpenAsync(Account, wrapped.Bytes, default);

        for (int length = 0; length < sealedToken.Length; length++)
        {
            AssertDamaged(Assert.Throws<CredentialsUnreadableException>(() => key.Open("access_token", sealedToken.AsSpan(0, length))));
        }
    }

    [Fact]
    public async Task Open_AnotherColumn_IsRefused()
    {
        (WrappedKey wrapped, byte[] sealedToken) = await SealAsync();
        using DataKey key = await wrapper.OpenAsync(Account, wrapped.Bytes, default);

        AssertDamaged(Assert.Throws<CredentialsUnreadableException>(() => key.Open("refresh_token", sealedToken)));
    }

    [Fact]
    public async Task Open_AnotherAccountsRow_IsRefused()
    {
        (WrappedKey wrapped, _) = await SealAsync();

        AssertDamaged(await Assert.ThrowsAsync<CredentialsUnreadableException>(() => wrapper.OpenAsync(Other, wrapped.Bytes, default)));
    }

    [Fact]
    public async Task Open_EveryChangedOrCutKey_IsRefused()
    {
        (WrappedKey wrapped, _) = await SealAsync();

        for (int at = 0; at < wrapped.Bytes.Length; at++)
        {
            byte[] changed = [.. wrapped.Bytes];
            changed[at] ^= 1;
            await Assert.ThrowsAsync<CredentialsUnreadableException>(() => wrapper.OpenAsync(Account, changed, default));
            await Assert.ThrowsAsync<CredentialsUnreadableException>(() => wrapper.OpenAsync(Account, wrapped.Bytes[..at], default));
        }
    }

    [Fact]
    public async Task Open_KeyThatTheRingLost_NamesItsId()
    {
        (WrappedKey wrapped, _) = await SealAsync();
        store.Set("k2");
        time.Advance(TimeSpan.FromMinutes(6));

        CredentialsUnreadableException refused =
            await Assert.ThrowsAsync<CredentialsUnreadableException>(() => wrapper.OpenAsync(Account, wrapped.Bytes, default));

        Assert.Equal(ErrorCodes.CredentialKeyUnknown, refused.ErrorCode);
        Assert.Contains("k1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotation_OldKeyStillReads_RewrappedNeedsOnlyTheNewOne()
    {
        (WrappedKey wrapped, byte[] sealedToken) = await SealAsync();
        store.Set("k1", "k2");
        time.Advance(TimeSpan.FromMinutes(6));
        using (DataKey old = await wrapper.OpenAsync(Account, wrapped.Bytes, default))
        {
            Assert.Equal(Token, old.Open("access_token", sealedToken));
        }

        WrappedKey rewrapped = await wrapper.RewrapAsync(Account, wrapped.Bytes, default);
        store.Set("k2");
        time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal("k2", rewrapped.KeyId);
        using DataKey key = await wrapper.OpenAsync(Account, rewrapped.Bytes, default);
        Assert.Equal(Token, key.Open("access_token", sealedToken));
    }

    [Fact]
    public async Task Open_KeyThatAnotherHostKnewFirst_IsLookedUpAtOnce()
    {
        MemoryKeyRingStore late = new("k1");
        using KeyRings lateRings = new(late, time);
        await lateRings.GetAsync(default);
        store.Set("k1", "k2");
        (WrappedKey wrapped, byte[] sealedToken) = await SealAsync();
        late.Set("k1", "k2");
        time.Advance(TimeSpan.FromSeconds(2));

        using DataKey key = await new KeyWrapper(lateRings).OpenAsync(Account, wrapped.Bytes, default);

        Assert.Equal(Token, key.Open("access_token", sealedToken));
    }

    private static void AssertDamaged(CredentialsUnreadableException refused)
    {
        Assert.Equal(ErrorCodes.CredentialsDamaged, refused.ErrorCode);
        Assert.DoesNotContain(Token, refused.ToString(), StringComparison.Ordinal);
    }

    private async Task<(WrappedKey Wrapped, byte[] SealedToken)> SealAsync()
    {
        (DataKey key, WrappedKey wrapped) = await wrapper.CreateAsync(Account, default);
        using (key)
        {
            return (wrapped, key.Seal("access_token", Token));
        }
    }
}
