using System.Text;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Accounts.Connect;
using Ingestion.Core.Blobs;
using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize;
using Ingestion.Core.Publish;
using Ingestion.Core.Sync;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Simulators.Platforms;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>
/// The registered services of syncs between simulated platforms, a database of their own and a real blob storage. A run of a sync does
/// what the orchestration does; where that would wait on a timer, the clock is moved.
/// </summary>
public sealed class SyncHost : IAsyncLifetime
{
    private readonly string container = $"sync-{Guid.NewGuid():N}";
    private IServiceProvider services = null!;

    public AccountHost Accounts { get; } = new();

    public PlatformsSimulator Platforms => Accounts.Platforms;

    public ManualTimeProvider Clock => Accounts.Clock;

    public async Task InitializeAsync()
    {
        await Accounts.InitializeAsync();
        services = await AddHostAsync();
    }

    public Task DisposeAsync() => Accounts.DisposeAsync();

    internal async Task<IServiceProvider> AddHostAsync(params (string Name, string? Value)[] settings) => Accounts.AddHost(
    [
        .. settings,
        ("BLOB_CONNECTION_STRING", await AzuriteServer.ConnectionStringAsync()),
        ("GCS_BUCKET_RAW_DATA", container),
        // The clock stands still.
        ("YouTube:ChannelGatherTime", "00:00:00"),
    ]);

    internal T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>An account of a user of its own, as soon as no limit is closed by an earlier test.</summary>
    internal async Task<Guid> ConnectAsync(string prefix = "u", string platform = "youtube")
    {
        while (true)
        {
            ConnectResult result = await Accounts.SignInAsync(platform, $"{prefix}{Guid.NewGuid():N}");
            if (result.ErrorCode is not ErrorCodes.PlatformRateLimited)
            {
                return result.AccountIds[0];
            }

            Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    /// <summary>An account of a platform that is read with the application's own token.</summary>
    internal async Task<Guid> AddAsync(string platform, string externalId) => (await Accounts.Accounts.AddAsync(
        AccountHost.Owner, new NewAccount { Platform = platform, ExternalId = externalId }, default)).AccountId;

    internal async Task<Guid> StartAsync(Guid accountId) => (await Get<SyncStart>().StartAsync(accountId, default)).JobId!.Value;

    /// <summary>From the start to the end, over all waits.</summary>
    internal async Task<JsonElement> SyncAsync(Guid accountId, IServiceProvider? host = null)
    {
        Guid jobId = await StartAsync(accountId);
        await FinishAsync(jobId, await FetchAsync(jobId, host: host), host);
        return await JobAsync(jobId);
    }

    internal async Task<FetchResult> FetchAsync(Guid jobId, SyncProgress? progress = null, IServiceProvider? host = null)
    {
        FetchResult result;
        do
        {
            result = await FetchOnceAsync(jobId, progress, host);
            progress = result.Progress;
            if (result.Until is { } until && until > Clock.GetUtcNow())
            {
                Clock.Advance(until - Clock.GetUtcNow());
            }
        }
        while (result.Status is FetchStatus.Wait or FetchStatus.GoOn);

        return result;
    }

    internal Task<FetchResult> FetchOnceAsync(Guid jobId, SyncProgress? progress = null, IServiceProvider? host = null) =>
        (host ?? services).GetRequiredService<AccountFetch>().RunAsync(new FetchInput(jobId, progress ?? new SyncProgress()), default);

    internal async Task FinishAsync(Guid jobId, FetchResult fetched, IServiceProvider? host = null)
    {
        host ??= services;
        if (fetched.HasRecords)
        {
            Guid crawlId = await host.GetRequiredService<SyncSeal>().SealAsync(new SealInput(jobId, fetched.Progress), default);
            await host.GetRequiredService<NormalizeService>().NormalizeAsync(new NormalizeInput(crawlId), default);
            await host.GetRequiredService<PublishService>().PublishAsync(new PublishInput(crawlId), default);
        }

        await host.GetRequiredService<SyncConclusion>().ConcludeAsync(
            ConcludeInput.Of(jobId, fetched.Progress, fetched.Failure), default);
    }

    internal async Task<JsonElement> JobAsync(Guid jobId) =>
        await RowAsync("select row_to_json(j)::text from ingestion.data_collection_jobs j where job_id = @jobId", new { jobId });

    internal async Task<JsonElement> RowAsync(string sql, object parameters) => JsonDocument.Parse(
        (await Accounts.Database.ScalarAsync<string>(sql, parameters, default))!).RootElement;

    internal Task<long> CountAsync(string tableAndCondition) => Accounts.CountAsync(tableAndCondition);

    /// <summary>The lines of a sync's raw file.</summary>
    internal async Task<string[]> LinesAsync(Guid jobId)
    {
        Crawl crawl = (await Get<CrawlStore>().FindAsync(jobId, default))!;
        await using Stream raw = await Get<RawZone>().OpenReadAsync(crawl.Payload!.BlobName, 0, null, default);
        using StreamReader reader = new(raw, Encoding.UTF8);
        return (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
