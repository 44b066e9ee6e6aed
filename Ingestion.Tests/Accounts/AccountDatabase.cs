using Ingestion.Core.Accounts;
using Ingestion.Core.Creators;
using Ingestion.Core.Persistence;
using Ingestion.Core.Schedules;
using Ingestion.Core.Security;
using Ingestion.Tests.Persistence;
using Ingestion.Tests.Security;
using Xunit;

namespace Ingestion.Tests.Accounts;

/// <summary>A migrated database of a test class's own, with a key ring that tests change.</summary>
public sealed class AccountDatabase : IAsyncLifetime, IDisposable
{
    public const string Owner = "acme";

    private readonly PipelineDatabase pipeline = new();
    private readonly KeyRings rings;

    public AccountDatabase() => rings = new KeyRings(Ring, Clock);

    internal MemoryKeyRingStore Ring { get; } = new("k1");

    internal Fixtures.ManualTimeProvider Clock => pipeline.Clock;

    internal Database Database => pipeline.Database;

    internal KeyWrapper Keys => new(rings);

    internal AccountStore Accounts => new(Database, new CredentialSealer(Keys), new SyncTimes(), Clock);

    internal CreatorStore Creators => new(Database, Clock);

    public Task InitializeAsync() => pipeline.InitializeAsync();

    public Task DisposeAsync() => pipeline.DisposeAsync();

    public void Dispose() => rings.Dispose();

    internal async Task<Guid> AddAsync(
        string platform = AccountPlatforms.TikTok, AccountTokens? tokens = null, Guid? creatorId = null, bool isEnabled = true) =>
        (await Accounts.AddAsync(
            Owner,
            new NewAccount
            {
                Platform = platform,
                ExternalId = Guid.NewGuid().ToString("N"),
                CreatorId = creatorId,
                DataCollectionEnabled = isEnabled,
                Tokens = tokens ?? Tokens(),
            },
            default)).AccountId;

    internal AccountTokens Tokens(string accessToken = "access-1", string? refreshToken = "refresh-1", TimeSpan? life = null) => new()
    {
        AccessToken = accessToken,
        RefreshToken = refreshToken,
        IssuedAt = Clock.GetUtcNow(),
        ExpiresAt = life is null ? null : Clock.GetUtcNow() + life,
    };

    internal Task<int> ExecuteAsync(string sql, object? parameters = null) => pipeline.ExecuteAsync(sql, parameters);

    internal Task<long> CountAsync(string tableAndCondition) => pipeline.CountAsync(tableAndCondition);
}
