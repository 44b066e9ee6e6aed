using Ingestion.Core.Accounts;
using Ingestion.Core.Blobs;
using Ingestion.Core.Bronze;
using Ingestion.Core.Crawls;
using Ingestion.Core.Download;
using Ingestion.Core.Events;
using Ingestion.Core.Health;
using Ingestion.Core.Limits;
using Ingestion.Core.Metrics;
using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Schemas;
using Ingestion.Core.Persistence;
using Ingestion.Core.Platforms;
using Ingestion.Core.Poll;
using Ingestion.Core.Privacy;
using Ingestion.Core.Providers.BrightData;
using Ingestion.Core.Publish;
using Ingestion.Core.Quality;
using Ingestion.Core.Read;
using Ingestion.Core.Replay;
using Ingestion.Core.Schedules;
using Ingestion.Core.Store;
using Ingestion.Core.Subscriptions;
using Ingestion.Core.Sync;
using Ingestion.Core.Trigger;
using Ingestion.Core.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ingestion.Core.Registration;

/// <summary>Puts the pipeline into a host's services.</summary>
public static class IngestionRegistration
{
    /// <summary>Registers everything in this assembly, after checking every setting.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration, complete.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidSettingsException">Lists every faulty setting at once.</exception>
    public static IServiceCollection AddIngestion(this IServiceCollection services, IConfiguration configuration)
    {
        IngestionSettings settings = IngestionSettings.Read(configuration);
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        AddPersistence(services, settings);
        AddOptions(services, configuration, settings);
        services.AddBrightData(configuration);
        services.AddRawZone(configuration);
        services.AddSnapshotDownloads(configuration);
        AddCrawls(services);
        AddSteps(services);
        AddNormalize(services);
        AddEvents(services);
        AddReading(services, settings);
        services.AddPlatforms(configuration);
        services.AddLimits();
        services.AddAccounts(settings);
        services.AddSyncs();
        services.AddWebhooks();
        services.AddPrivacy();
        services.AddSchedules(settings);
        return services;
    }

    private static void AddPersistence(IServiceCollection services, IngestionSettings settings)
    {
        services.TryAddSingleton(_ => NpgsqlDataSource.Create(DatabasePools.Main(settings.PostgresConnectionString)));
        services.AddSingleton<Database>();
        services.AddSingleton<Migrator>();
        services.AddHostedService<MigrationStartup>();
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration, IngestionSettings settings)
    {
        Bind<CrawlOptions>(services, configuration, CrawlOptions.SectionName, options =>
        {
            options.MaxConcurrent = settings.MaxWorkers ?? options.MaxConcurrent;
            options.PollInterval = settings.PollInterval ?? options.PollInterval;
            options.MaxPolls = settings.MaxPolls ?? options.MaxPolls;
            options.AutomaticPolling = settings.PollingEnabled ?? options.AutomaticPolling;
        });
        Bind<EventOptions>(services, configuration, EventOptions.SectionName, options =>
        {
            options.TopicPrefix = settings.TopicPrefix ?? options.TopicPrefix;
            options.PublishingEnabled = settings.EventPublishingEnabled ?? options.PublishingEnabled;
        });
        Bind<TriggerOptions>(services, configuration, TriggerOptions.SectionName, _ => { });
        Bind<BudgetOptions>(services, configuration, BudgetOptions.SectionName, _ => { });
        Bind<LimitOptions>(services, configuration, LimitOptions.SectionName, _ => { });
        Bind<DriftOptions>(services, configuration, DriftOptions.SectionName, _ => { });
        Bind<MetricsOptions>(services, configuration, MetricsOptions.SectionName, _ => { });
        Bind<WebhookOptions>(services, configuration, WebhookOptions.SectionName, _ => { });
        Bind<QualityOptions>(services, configuration, QualityOptions.SectionName, _ => { });
        Bind<SyncOptions>(services, configuration, SyncOptions.SectionName, _ => { });
        Bind<ScheduleOptions>(services, configuration, ScheduleOptions.SectionName, _ => { });
        Bind<ListOptions>(services, configuration, ListOptions.SectionName, _ => { });
        services.AddSingleton<IValidateOptions<QualityOptions>, QualityOptionsValidator>();
        services.AddSingleton<IValidateOptions<LimitOptions>, LimitOptionsValidator>();
    }

    /// <summary>Environment-style names first; the section wins over them.</summary>
    private static void Bind<TOptions>(
        IServiceCollection services, IConfiguration configuration, string sectionName, Action<TOptions> applyFlatSettings)
        where TOptions : class => services.AddOptions<TOptions>()
            .Configure(applyFlatSettings)
            .Bind(WithoutEmpty(configuration.GetSection(sectionName)))
            .ValidateDataAnnotations()
            .ValidateOnStart();

    /// <summary>An empty environment variable says the same as none.</summary>
    private static IConfigurationRoot WithoutEmpty(IConfigurationSection section) => new ConfigurationBuilder()
        .AddInMemoryCollection(section.GetChildren()
            .Where(setting => !string.IsNullOrWhiteSpace(setting.Value))
            .Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
        .Build();

    private static void AddCrawls(IServiceCollection services)
    {
        services.AddSingleton<CrawlStore>();
        services.AddSingleton<CrawlMoveStore>();
        services.AddSingleton<CrawlLifecycle>();
        services.AddSingleton<CrawlRequestReader>();
        services.AddSingleton<CrawlIntake>();
        services.AddSingleton<CrawlEstimator>();
        services.AddSingleton<CrawlAdmission>();
        services.AddSingleton<StalledCrawls>();
        services.AddSingleton<BudgetGuard>();
        services.AddSingleton<CompletionEstimator>();
        services.AddSingleton<CrawlStatusReader>();
        services.AddSingleton<CrawlFailureService>();
        services.AddSingleton<CrawlCancellation>();
        services.AddSingleton<CrawlRecovery>();
        services.AddSingleton<CrawlReplay>();
        services.AddSingleton(provider => CrawlPlan.From(provider.GetRequiredService<IOptions<CrawlOptions>>().Value));
        services.AddSingleton<WebhookTokens>();
    }

    private static void AddSteps(IServiceCollection services)
    {
        services.AddSingleton<IntentStore>();
        services.AddSingleton<TriggerReconciler>();
        services.AddSingleton<LostSnapshots>();
        services.AddSingleton<UnknownOutcome>();
        services.AddSingleton<PaidCall>();
        services.AddSingleton<PaidSteps>();
        services.AddSingleton<TriggerService>();
        services.AddSingleton<PollStore>();
        services.AddSingleton<PollSchedule>();
        services.AddSingleton<PollService>();
        services.AddSingleton<DownloadAttempts>();
        services.AddSingleton<DownloadService>();
        services.AddSingleton<PublishService>();
    }

    private static void AddNormalize(IServiceCollection services)
    {
        services.AddSingleton<DriftEvaluator>();
        services.AddSingleton<DriftStore>();
        services.AddSingleton<QualityStep>();
        services.AddSingleton<SignificantChanges>();
        services.AddSingleton<NormalizeChecks>();
        services.AddSingleton<SnapshotLoader>();
        services.AddSingleton<BronzeFiles>();
        services.AddSingleton(provider => new SnapshotNormalizer(
            provider.GetRequiredService<RawZone>(),
            provider.GetRequiredService<SnapshotLoader>(),
            provider.GetRequiredService<BronzeFiles>(),
            provider.GetRequiredService<NormalizeChecks>(),
            provider.GetRequiredService<CrawlLifecycle>(),
            provider.GetRequiredService<IOptions<DownloadOptions>>()));
        services.AddSingleton<NormalizeService>();
        services.AddSingleton<OpenDeadLetters>();
        services.AddSingleton(provider => new DeadLetterReplay(
            provider.GetRequiredService<OpenDeadLetters>(),
            provider.GetRequiredService<CrawlStore>(),
            provider.GetRequiredService<RawZone>(),
            provider.GetRequiredService<SnapshotLoader>(),
            provider.GetRequiredService<IOptions<DownloadOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddEvents(IServiceCollection services)
    {
        services.AddSingleton<CrawlEvents>();
        services.AddSingleton<OutboxStore>();
        services.AddSingleton<OutboxRelay>();
        services.AddSingleton<EventFeed>();
        services.TryAddSingleton<IEventPublisher, FeedEventPublisher>();
    }

    private static void AddReading(IServiceCollection services, IngestionSettings settings)
    {
        services.AddKeyedSingleton(
            DatabasePools.ListsKey, (_, _) => NpgsqlDataSource.Create(DatabasePools.Lists(settings.PostgresConnectionString)));
        services.AddSingleton(provider => new ListReader(
            new Database(provider.GetRequiredKeyedService<NpgsqlDataSource>(DatabasePools.ListsKey))));
        services.AddSingleton<ExportSlots>();
        services.AddSingleton<SearchIndex>();
        services.AddSingleton<LineageReader>();
        services.AddSingleton<AccountTrends>();
        services.AddSingleton<CollectionHealth>();
        services.AddSingleton<RawRecords>();
        services.AddSingleton<DeadLetters>();
    }
}
