using System.Text;
using System.Text.Json;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.EndToEnd;
using Simulators.Platforms;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>
/// What the platforms handed out in secret is found nowhere, after sign-ins, renewals, a sync that ended well and syncs that failed in
/// several ways. The simulator keeps a book of every code and token that it gave.
/// </summary>
[Trait("Category", "EndToEnd")]
public sealed class SyncSecretsTests : IAsyncLifetime
{
    private static readonly string[] SecretNames = ["Code", "AccessToken", "RefreshToken"];
    private static readonly string[] Searched = ["ingestion.account_credentials", "durable.", "raw_snapshots/", "bronze/", "account-sync-failed"];

    private readonly string _book = Path.Combine(Directory.CreateTempSubdirectory("grants-").FullName, "grants.ndjson");
    private readonly SyncService _sync;
    private readonly StringBuilder _answers = new();

    public SyncSecretsTests() => _sync = new SyncService { Simulated = new PlatformsOptions { StateFile = _book } };

    public Task InitializeAsync() => _sync.InitializeAsync();

    public Task DisposeAsync() => _sync.DisposeAsync();

    [Fact]
    public async Task Secrets_OfSignInsRenewalsAndSyncs_AreFoundNowhere()
    {
        string tikTok = await _sync.SignInAsync("tiktok", "secret-1");
        string facebook = await _sync.SignInAsync("facebook", "secret-2");
        string youTube = await _sync.SignInAsync("youtube", "secret-3");
        await CollectAsync(tikTok, "completed");
        await _sync.AgeTokenAsync(tikTok);
        await CollectAsync(tikTok, "completed");
        await CollectAsync(facebook, "completed");
        _sync.Platforms.AddFault("facebook", "forbidden");
        await CollectAsync(facebook, "failed");
        await _sync.AgeTokenAsync(youTube);
        _sync.Platforms.AddFault("youtube", "lost_answer");
        await CollectAsync(youTube, "completed");
        _sync.Platforms.Revoke("youtube", "secret-3");
        await CollectAsync(youTube, "failed");
        _answers.Append((await _sync.SendAsync("GET", "/api/v1/accounts")).Body).Append((await _sync.SendAsync("GET", "/api/v1/events?limit=1000")).Body);

        string[] secrets = await SecretsAsync();
        string everything = await EverythingAsync();

        Assert.True(secrets.Length >= 10, string.Join(' ', secrets));
        Assert.Equal(1, _sync.Platforms.Calls("tiktok", "refresh"));
        Assert.All(Searched, part => Assert.Contains(part, everything, StringComparison.Ordinal));
        Assert.All(secrets.SelectMany(Forms), secret => Assert.DoesNotContain(secret, everything, StringComparison.Ordinal));
    }

    /// <summary>One sync, with all that can be read of it: its row and its orchestration with input, output and history.</summary>
    private async Task CollectAsync(string accountId, string status)
    {
        string jobId = await _sync.CollectAsync(accountId);
        JsonElement job = await _sync.ReachesAsync(accountId, jobId, "completed", "failed");
        Assert.True(job.Text("status") == status, $"{job}\n{_sync.Service.Output}");
        (_, JsonElement instance) = await _sync.Service.GetAsync(
            $"/runtime/webhooks/durabletask/instances/{jobId}?showInput=true&showHistory=true&showHistoryOutput=true");
        _answers.Append(job).Append(instance);
    }

    private async Task<string> EverythingAsync() => string.Join(
        '\n',
        _answers,
        _sync.Service.Output,
        await Dump.SchemaAsync(_sync.Service, "ingestion"),
        await Dump.SchemaAsync(_sync.Service, "durable"),
        await Dump.BlobsAsync(_sync.Service));

    private async Task<string[]> SecretsAsync()
    {
        await using FileStream book = new(_book, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(book);
        string[] lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. lines.Select(line => JsonElement.Parse(line))
                .SelectMany(grant => SecretNames.Select(name => grant.Text(name))).OfType<string>().Distinct(),
            PlatformsOptions.ClientSecret,
        ];
    }

    /// <summary>As it is, in a binary column, in base64 at its own start.</summary>
    private static IEnumerable<string> Forms(string secret)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(secret);
        return [secret, Convert.ToHexStringLower(bytes), Convert.ToBase64String(bytes)[..^4]];
    }
}
