using Ingestion.Core.Crawls;
using Ingestion.Core.Download;
using Ingestion.Core.Events;
using Ingestion.Core.Limits;
using Ingestion.Core.Metrics;
using Ingestion.Core.Platforms;
using Ingestion.Core.Providers.BrightData;
using Ingestion.Core.Quality;
using Ingestion.Core.RateLimits;
using Ingestion.Core.Schedules;
using Ingestion.Core.Subscriptions;
using Ingestion.Core.Sync;
using Ingestion.Core.Trigger;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Ingestion.Core.Registration;

/// <summary>
/// The settings with environment-style names, checked and typed. README lists them all. A class, not a record: it holds secrets
/// and must not print itself.
/// </summary>
public sealed class IngestionSettings
{
    private const int OneDaySeconds = 86_400;
    private const int MinSecretLength = 16;

    private IngestionSettings()
    {
    }

    /// <summary>POSTGRES_CONNECTION_STRING: the product's database. Required. A secret.</summary>
    public required string PostgresConnectionString { get; init; }

    /// <summary>PUBLIC_BASE_URL: where the provider can reach this service. Default none: no webhook.</summary>
    public Uri? PublicBaseUrl { get; init; }

    /// <summary>WEBHOOK_SECRET: the key of the webhook tokens, at least 16 characters; required with PUBLIC_BASE_URL.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>SERVICEBUS_CONNECTION_STRING: the Azure build's publisher. A secret. Default none.</summary>
    public string? ServiceBusConnectionString { get; init; }

    /// <summary>SERVICEBUS_NAMESPACE: the same, with the app's identity, for example <c>x.servicebus.windows.net</c>.</summary>
    public string? ServiceBusNamespace { get; init; }

    /// <summary>KEY_VAULT_URI: where BRIGHTDATA-API-KEY is read when BRIGHTDATA_API_KEY is not set. Default none.</summary>
    public Uri? KeyVaultUri { get; init; }

    /// <summary>CREDENTIAL_KEYS_FILE: the keys that seal credentials. Default none: the Key Vault secret, or no credentials.</summary>
    public string? CredentialKeysFile { get; init; }

    /// <summary>OWNER_IDENTITY: true for <c>app_service</c>. Default <c>keys</c>.</summary>
    public bool TrustsAppService { get; init; }

    /// <summary>OWNER_KEYS: the keys of owners. A secret. Default none.</summary>
    public IReadOnlyList<CallerKey> OwnerKeys { get; init; } = [];

    /// <summary>OPERATOR_KEYS: the keys of operators. A secret. Default none.</summary>
    public IReadOnlyList<CallerKey> OperatorKeys { get; init; } = [];

    /// <summary>True when no keys or identities tell callers apart: a caller without a key is the operator.</summary>
    public bool HasOneTenant => !TrustsAppService && OwnerKeys.Count == 0 && OperatorKeys.Count == 0;

    /// <summary>PLATFORM_GATEWAY_URL: where every platform is reached, below its host's name. Default none: directly.</summary>
    public Uri? PlatformGatewayUrl { get; init; }

    /// <summary>PUBSUB_TOPIC_PREFIX: the first part of every topic. Default <c>social-analytics</c>.</summary>
    public string? TopicPrefix { get; init; }

    /// <summary>EVENT_PUBLISHING_ENABLED. Default true.</summary>
    public bool? EventPublishingEnabled { get; init; }

    /// <summary>BACKGROUND_POLLING_ENABLED. Default true.</summary>
    public bool? PollingEnabled { get; init; }

    /// <summary>BACKGROUND_MAX_WORKERS: <see cref="CrawlOptions.MaxConcurrent"/> when that is not set. Default 100.</summary>
    public int? MaxWorkers { get; init; }

    /// <summary>BACKGROUND_POLL_INTERVAL, in whole seconds there. Default 30 seconds.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>BACKGROUND_MAX_POLLS. Default 120.</summary>
    public int? MaxPolls { get; init; }

    /// <summary>DAILY_SYNC_SCHEDULE: when the daily run begins, a cron expression of six fields in UTC. Default 02:00.</summary>
    public string? DailySyncSchedule { get; init; }

    /// <summary>Checks every setting and types the flat ones.</summary>
    /// <param name="configuration">Environment variables and local.settings.json, as the host merges them.</param>
    /// <exception cref="InvalidSettingsException">Lists every fault at once.</exception>
    public static IngestionSettings Read(IConfiguration configuration)
    {
        SettingFaults faults = new(configuration);
        IngestionSettings settings = ReadFlat(faults);
        CheckPostgres(settings.PostgresConnectionString, faults);
        CheckCombinations(settings, faults);
        CallerSettings.CheckRoles(settings, faults);
        SectionCheck.Check<CrawlOptions>(configuration, CrawlOptions.SectionName, faults);
        SectionCheck.Check<TriggerOptions>(configuration, TriggerOptions.SectionName, faults);
        SectionCheck.Check<BudgetOptions>(configuration, BudgetOptions.SectionName, faults);
        SectionCheck.Check<QualityOptions>(configuration, QualityOptions.SectionName, faults);
        SectionCheck.Check<MetricsOptions>(configuration, MetricsOptions.SectionName, faults);
        SectionCheck.Check<WebhookOptions>(configuration, WebhookOptions.SectionName, faults);
        SectionCheck.Check<EventOptions>(configuration, EventOptions.SectionName, faults);
        SectionCheck.Check<DownloadOptions>(configuration, DownloadOptions.SectionName, faults);
        SectionCheck.Check<BrightDataOptions>(configuration, BrightDataOptions.SectionName, faults);
        SectionCheck.Check<SyncOptions>(configuration, SyncOptions.SectionName, faults);
        SectionCheck.Check<ScheduleOptions>(configuration, ScheduleOptions.SectionName, faults);
        SectionCheck.Check<RateLimitOptions>(configuration, RateLimitOptions.SectionName, faults);
        SectionCheck.Check<LimitOptions>(configuration, LimitOptions.SectionName, faults);
        PlatformSettings.Check(configuration, faults);
        return faults.Faults.Count == 0 ? settings : throw new InvalidSettingsException(faults.Faults);
    }

    private static IngestionSettings ReadFlat(SettingFaults faults) => new()
    {
        PostgresConnectionString = faults.Required("POSTGRES_CONNECTION_STRING"),
        PublicBaseUrl = faults.Url("PUBLIC_BASE_URL"),
        WebhookSecret = faults.Text("WEBHOOK_SECRET"),
        ServiceBusConnectionString = faults.Text("SERVICEBUS_CONNECTION_STRING"),
        ServiceBusNamespace = faults.Text("SERVICEBUS_NAMESPACE"),
        KeyVaultUri = faults.Url("KEY_VAULT_URI"),
        CredentialKeysFile = faults.Text("CREDENTIAL_KEYS_FILE"),
        TrustsAppService = CallerSettings.ReadIdentity(faults),
        OwnerKeys = CallerSettings.ReadOwnerKeys(faults),
        OperatorKeys = CallerSettings.ReadOperatorKeys(faults),
        PlatformGatewayUrl = faults.Url("PLATFORM_GATEWAY_URL"),
        TopicPrefix = faults.Text("PUBSUB_TOPIC_PREFIX"),
        EventPublishingEnabled = faults.Flag("EVENT_PUBLISHING_ENABLED"),
        PollingEnabled = faults.Flag("BACKGROUND_POLLING_ENABLED"),
        MaxWorkers = faults.Number("BACKGROUND_MAX_WORKERS", 1, 5000),
        PollInterval = faults.Number("BACKGROUND_POLL_INTERVAL", 1, 3600) is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : null,
        MaxPolls = faults.Number("BACKGROUND_MAX_POLLS", 1, 100_000),
        DailySyncSchedule = ReadDaily(faults),
    };

    private static string? ReadDaily(SettingFaults faults)
    {
        const string name = "DAILY_SYNC_SCHEDULE";
        string? expression = faults.Text(name);
        if (expression is not null && SyncTimes.FaultOf(expression) is { } fault)
        {
            faults.Add($"{name} {fault}");
        }

        return expression;
    }

    private static void CheckPostgres(string connectionString, SettingFaults faults)
    {
        if (connectionString.Length == 0)
        {
            return;
        }

        try
        {
            if (string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host))
            {
                faults.Add("POSTGRES_CONNECTION_STRING names no Host");
            }
        }
        catch (ArgumentException)
        {
            faults.Add("POSTGRES_CONNECTION_STRING is not an Npgsql connection string");
        }
    }

    private static void CheckCombinations(IngestionSettings settings, SettingFaults faults)
    {
        if (settings.KeyVaultUri is null && faults.Text("BRIGHTDATA_API_KEY") is null)
        {
            faults.Add("BRIGHTDATA_API_KEY is missing (or name a vault in KEY_VAULT_URI)");
        }

        faults.Url("BRIGHTDATA_BASE_URL");
        faults.Url("BLOB_SERVICE_URI");
        faults.Number("BACKGROUND_DOWNLOAD_TIMEOUT", 1, OneDaySeconds);
        faults.Number("PORT", 0, ushort.MaxValue);
        if (faults.Text("BLOB_CONNECTION_STRING") is null && faults.Text("BLOB_SERVICE_URI") is null)
        {
            faults.Add("BLOB_CONNECTION_STRING is missing (or name the account in BLOB_SERVICE_URI)");
        }

        if (settings.PublicBaseUrl is not null && settings.WebhookSecret is null)
        {
            faults.Add("WEBHOOK_SECRET is missing (PUBLIC_BASE_URL asks for webhooks)");
        }
        else if (settings.WebhookSecret is { Length: < MinSecretLength })
        {
            faults.Add($"WEBHOOK_SECRET must have at least {MinSecretLength} characters");
        }

        if (settings.ServiceBusConnectionString is not null && settings.ServiceBusNamespace is not null)
        {
            faults.Add("SERVICEBUS_CONNECTION_STRING and SERVICEBUS_NAMESPACE must not both be set");
        }
    }
}
