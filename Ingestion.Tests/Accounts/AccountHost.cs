using System.Security.Cryptography;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Accounts.Connect;
using Ingestion.Core.Accounts.Tokens;
using Ingestion.Core.Limits;
using Ingestion.Core.Persistence;
using Ingestion.Core.Platforms;
using Ingestion.Core.Registration;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Limits;
using Ingestion.Tests.Persistence;
using Ingestion.Tests.Providers.BrightData;
using Ingestion.Tests.Registration;
using Ingestion.Tests.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Simulators.Platforms;
using Xunit;

namespace Ingestion.Tests.Accounts;

/// <summary>The registered services on a database of their own, against simulated platforms; one clock moves all of them.</summary>
public sealed class AccountHost : IAsyncLifetime
{
    public const string Owner = "acme";

    private static readonly string[] Apps = ["Facebook", "Instagram", "LinkedIn", "Spotify", "TikTok", "X", "YouTube"];

    private readonly PipelineDatabase pipeline = new();
    private readonly string folder = Directory.CreateTempSubdirectory("accounts-").FullName;
    private readonly List<ServiceProvider> hosts = [];
    private readonly MemoryLimitLedger limits;

    public AccountHost() => limits = new MemoryLimitLedger(pipeline.Clock);

    public ManualTimeProvider Clock => pipeline.Clock;

    public PlatformsSimulator Platforms { get; private set; } = null!;

    internal RecordedLogs Logs { get; } = new();

    internal Database Database => pipeline.Database;

    internal ConnectService Connect => Get<ConnectService>();

    internal AccountAccessService Access => Get<AccountAccessService>();

    internal AccountStore Accounts => Get<AccountStore>();

    public async Task InitializeAsync()
    {
        await pipeline.InitializeAsync();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(Path.Combine(folder, "key.p8"), key.ExportPkcs8PrivateKeyPem());
        Platforms = await PlatformsSimulator.StartAsync(
            new PlatformsOptions { Time = Clock, AppleMusicPublicKey = key.ExportSubjectPublicKeyInfoPem() }, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(folder, "keys.json"), MemoryKeyRingStore.TextOf("k1"));
        AddHost();
    }

    public async Task DisposeAsync()
    {
        foreach (ServiceProvider host in hosts)
        {
            await host.DisposeAsync();
        }

        await Platforms.DisposeAsync();
        await pipeline.DisposeAsync();
        Logs.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Another process, as far as the accounts know.</summary>
    internal IServiceProvider AddHost(params (string Name, string? Value)[] settings)
    {
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddIngestion(TestConfiguration.With([.. settings.Concat(Settings()).DistinctBy(setting => setting.Name)]));

        // The limits of the platforms go by the database's clock; here they are to go by the test's.
        services.AddSingleton<ILimitLedger>(limits);
        hosts.Add(services.BuildServiceProvider());
        return hosts[^1];
    }

    private IEnumerable<(string Name, string? Value)> Settings() =>
    [
        ("POSTGRES_CONNECTION_STRING", pipeline.ConnectionString),
        ("PLATFORM_GATEWAY_URL", Platforms.BaseUrl),
        ("CREDENTIAL_KEYS_FILE", Path.Combine(folder, "keys.json")),
        ("PUBLIC_BASE_URL", "https://ingestion.example"),
        ("WEBHOOK_SECRET", "canary-secret-9b7e"),
        ("AppleMusic:TeamId", "TEAM123456"),
        ("AppleMusic:KeyId", "KEY1234567"),
        ("AppleMusic:PrivateKeyFile", Path.Combine(folder, "key.p8")),
        .. Apps.Select(app => ($"{app}:ClientId", (string?)"app-1")),
        .. Apps.Select(app => ($"{app}:ClientSecret", (string?)PlatformsOptions.ClientSecret)),
    ];

    internal T Get<T>()
        where T : notnull => hosts[0].GetRequiredService<T>();

    internal IPlatformOAuth OAuth(string platform) => Get<PlatformOAuths>().Find(platform)!;

    /// <summary>Signs a user in, from the start to the stored accounts.</summary>
    internal async Task<ConnectResult> SignInAsync(string platform, string? user = null, string owner = Owner)
    {
        ConnectStart start = await Connect.BeginAsync(owner, platform, creatorId: null, default);
        return await Connect.CompleteAsync(platform, await VisitAsync(start.AuthorizationUrl!, user), caller: null, default);
    }

    /// <summary>One account of a user of its own.</summary>
    internal async Task<Guid> AddAsync(string platform) => (await SignInAsync(platform, NewUser())).AccountIds[0];

    internal static string NewUser() => $"u{Guid.NewGuid():N}";

    /// <summary>What the platform sends along with the browser.</summary>
    internal static async Task<ConnectAnswer> VisitAsync(Uri authorizationUrl, string? user = null)
    {
        using HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        Uri page = user is null ? authorizationUrl : new Uri($"{authorizationUrl}&sim_user={user}");
        using HttpResponseMessage response = await browser.GetAsync(page);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(response.Headers.Location!.Query);
        return new ConnectAnswer(
            query.GetValueOrDefault("state"), query.GetValueOrDefault("code"), query.GetValueOrDefault("error"));
    }

    /// <summary>The account's tokens, opened.</summary>
    internal async Task<AccountTokens> TokensAsync(Guid accountId)
    {
        AccountAccess account = (await Get<TokenStore>().FindAsync(accountId, default))!;
        using Core.Security.DataKey key = await Get<Core.Security.KeyWrapper>().OpenAsync(accountId, account.Tokens!.DataKey, default);
        return account.Tokens.Open(key);
    }

    internal async Task<(string Status, string? ErrorCode)> StateAsync(Guid accountId) => (await Database.ReadAsync(
        "select status, last_error_code from ingestion.connected_accounts where account_id = @accountId",
        new { accountId },
        row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)),
        default))[0];

    /// <summary>The events of an account, as they go out.</summary>
    internal async Task<IReadOnlyList<JsonElement>> EventsAsync(Guid accountId) => await Database.ReadAsync(
        "select envelope::text from ingestion.outbox where aggregate_id = @accountId order by seq",
        new { accountId },
        row => JsonDocument.Parse(row.GetString(0)).RootElement,
        default);

    /// <summary>Ends every wait and lease of an account, as time would.</summary>
    internal Task PassLeaseAsync(Guid accountId) => ExecuteAsync(
        "update ingestion.account_credentials set lease_until = clock_timestamp() where account_id = @accountId", new { accountId });

    internal Task<int> ExecuteAsync(string sql, object? parameters = null) => pipeline.ExecuteAsync(sql, parameters);

    internal Task<long> CountAsync(string tableAndCondition) => pipeline.CountAsync(tableAndCondition);
}
