using System.Text.Json;
using System.Text.RegularExpressions;
using Ingestion.Core.Registration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ingestion.Tests.Registration;

[Trait("Category", "Unit")]
public sealed partial class SampleSettingsTests
{
    private static readonly string[] Environment =
    [
        "BACKGROUND_DOWNLOAD_TIMEOUT", "BACKGROUND_MAX_POLLS", "BACKGROUND_MAX_WORKERS", "BACKGROUND_POLLING_ENABLED",
        "BACKGROUND_POLL_INTERVAL", "BIGQUERY_DATASET", "BLOB_CONNECTION_STRING", "BLOB_SERVICE_URI", "BRIGHTDATA_API_KEY",
        "BRIGHTDATA_BASE_URL", "CREDENTIAL_KEYS_FILE", "DAILY_SYNC_SCHEDULE", "EVENT_PUBLISHING_ENABLED", "GCS_BUCKET_RAW_DATA", "GOOGLE_CLOUD_PROJECT", "KEY_VAULT_URI", "OPERATOR_KEYS", "OWNER_IDENTITY",
        "OWNER_KEYS", "PLATFORM_GATEWAY_URL", "PORT",
        "POSTGRES_CONNECTION_STRING", "PUBLIC_BASE_URL", "PUBSUB_TOPIC_PREFIX", "SERVICEBUS_CONNECTION_STRING",
        "SERVICEBUS_NAMESPACE", "WEBHOOK_SECRET",
    ];

    [Fact]
    public void Sample_EveryEnvironmentName_IsListed() =>
        Assert.Equal(Environment, Values().Keys.Where(name => !name.Contains("__", StringComparison.Ordinal)
            && name != "FUNCTIONS_WORKER_RUNTIME" && name != "AzureWebJobsStorage").Order(StringComparer.Ordinal));

    [Fact]
    public void Sample_EveryOption_IsListedWithItsDefault()
    {
        IEnumerable<string> options = OptionTypes().SelectMany(type => type.GetProperties()
            .Select(property => $"{type.GetField("SectionName")!.GetRawConstantValue()}__{property.Name}"));

        Assert.Empty(options.Where(name => !name.EndsWith("__BaseUrl", StringComparison.Ordinal)).Except(Values().Keys));
    }

    [Fact]
    public void Sample_Bound_IsValid()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(
            Values().Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
            .Build();
        ServiceCollection services = new();
        services.AddLogging();
        services.AddIngestion(configuration);
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<Microsoft.Extensions.Options.IStartupValidator>().Validate();
    }

    [Fact]
    public void Sample_Values_HoldNoSecret() => Assert.DoesNotMatch(LongRandomText(), string.Join('\n', Values()
        .Where(setting => !setting.Value.Contains("devstoreaccount1", StringComparison.Ordinal)).Select(setting => setting.Value)));

    [GeneratedRegex("[A-Za-z0-9+/]{32,}")]
    private static partial Regex LongRandomText();

    private static IEnumerable<Type> OptionTypes() => typeof(IngestionSettings).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("SectionName") is not null);

    private static Dictionary<string, string> Values()
    {
        using JsonDocument sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json")));
        return sample.RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);
    }
}
