using Ingestion.Core.Crawls;
using Ingestion.Core.Events;
using Ingestion.Core.Registration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Registration;

[Trait("Category", "Unit")]
public sealed class IngestionSettingsTests
{
    [Fact]
    public void Read_EverythingWrong_OneMessageNamesEveryFaultAndNoValue()
    {
        InvalidSettingsException exception = Assert.Throws<InvalidSettingsException>(() => IngestionSettings.Read(TestConfiguration.With(
            ("BRIGHTDATA_API_KEY", " "), ("POSTGRES_CONNECTION_STRING", "canary"), ("BLOB_CONNECTION_STRING", null),
            ("BRIGHTDATA_BASE_URL", "http://canary.example"), ("PUBLIC_BASE_URL", "canary"), ("WEBHOOK_SECRET", "canary"),
            ("BACKGROUND_POLLING_ENABLED", "canary"), ("BACKGROUND_MAX_WORKERS", "canary"), ("BACKGROUND_POLL_INTERVAL", "0"),
            ("BACKGROUND_MAX_POLLS", "-1"), ("BACKGROUND_DOWNLOAD_TIMEOUT", "1.5"), ("PORT", "70000"),
            ("SERVICEBUS_CONNECTION_STRING", "canary"), ("SERVICEBUS_NAMESPACE", "canary"), ("Crawl:MaxPosts", "canary"),
            ("Crawl:MaxConcurrent", "0"), ("Crawl:MaxConcurent", "1"), ("Trigger:ReconcileDelay", "soon"))));

        Assert.Equal(
            """
            The settings have 17 faults; see local.settings.sample.json for working values:
            - BACKGROUND_DOWNLOAD_TIMEOUT must be a whole number from 1 to 86400
            - BACKGROUND_MAX_POLLS must be a whole number from 1 to 100000
            - BACKGROUND_MAX_WORKERS must be a whole number from 1 to 5000
            - BACKGROUND_POLLING_ENABLED must be true or false
            - BACKGROUND_POLL_INTERVAL must be a whole number from 1 to 3600
            - BLOB_CONNECTION_STRING is missing (or name the account in BLOB_SERVICE_URI)
            - BRIGHTDATA_API_KEY is missing (or name a vault in KEY_VAULT_URI)
            - BRIGHTDATA_BASE_URL must be an absolute https URL (http is for this machine only)
            - Crawl__MaxConcurent is not a setting of this service
            - Crawl__MaxConcurrent must be between 1 and 5000
            - Crawl__MaxPosts must be a whole number
            - PORT must be a whole number from 0 to 65535
            - POSTGRES_CONNECTION_STRING is not an Npgsql connection string
            - PUBLIC_BASE_URL must be an absolute https URL (http is for this machine only)
            - SERVICEBUS_CONNECTION_STRING and SERVICEBUS_NAMESPACE must not both be set
            - Trigger__ReconcileDelay must be a time span such as 00:00:30
            - WEBHOOK_SECRET must have at least 16 characters
            """.ReplaceLineEndings("\n"),
            exception.Message);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PublicAddressWithoutSecret_IsAFault()
    {
        InvalidSettingsException exception = Assert.Throws<InvalidSettingsException>(
            () => IngestionSettings.Read(TestConfiguration.With(("PUBLIC_BASE_URL", "https://a.example"))));

        Assert.Equal(["WEBHOOK_SECRET is missing (PUBLIC_BASE_URL asks for webhooks)"], exception.Faults);
    }

    [Theory]
    [InlineData("short", "OPERATOR_KEYS must be name=key;name=key, with keys of at least 16 characters")]
    [InlineData("ops=canary-owner-acme-0001", "OWNER_KEYS and OPERATOR_KEYS must not have a key in common")]
    public void Read_FaultyOperatorKeys_AreNamedWithoutTheKey(string operatorKeys, string fault)
    {
        InvalidSettingsException exception = Assert.Throws<InvalidSettingsException>(() => IngestionSettings.Read(
            TestConfiguration.With(("OWNER_KEYS", "acme=canary-owner-acme-0001"), ("OPERATOR_KEYS", operatorKeys))));

        Assert.Equal([fault], exception.Faults);
    }

    [Fact]
    public void AddIngestion_EnvironmentNames_ReachTheOptions()
    {
        using ServiceProvider services = Build(
            ("BACKGROUND_MAX_WORKERS", "10"), ("BACKGROUND_POLL_INTERVAL", "7"), ("BACKGROUND_MAX_POLLS", "3"),
            ("BACKGROUND_POLLING_ENABLED", "false"), ("PUBSUB_TOPIC_PREFIX", "acme"), ("EVENT_PUBLISHING_ENABLED", "0"));
        CrawlPlan plan = services.GetRequiredService<CrawlPlan>();
        EventOptions events = services.GetRequiredService<IOptions<EventOptions>>().Value;

        Assert.Equal(10, services.GetRequiredService<IOptions<CrawlOptions>>().Value.MaxConcurrent);
        Assert.Equal((TimeSpan.FromSeconds(7), 3, false), (plan.PollInterval, plan.MaxPolls, plan.AutomaticPolling));
        Assert.Equal(("acme", false), (events.TopicPrefix, events.PublishingEnabled));
    }

    [Fact]
    public void AddIngestion_SectionAndEnvironmentName_SectionWins()
    {
        using ServiceProvider services = Build(("BACKGROUND_MAX_WORKERS", "10"), ("Crawl:MaxConcurrent", "20"));

        Assert.Equal(20, services.GetRequiredService<IOptions<CrawlOptions>>().Value.MaxConcurrent);
    }

    [Fact]
    public void AddIngestion_EveryRegisteredService_CanBeCreated()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddIngestion(TestConfiguration.With());
        using ServiceProvider provider = services.BuildServiceProvider();

        foreach (Type type in services.Select(service => service.ServiceType)
            .Where(type => type.Assembly == typeof(IngestionSettings).Assembly && !type.ContainsGenericParameters))
        {
            Assert.NotNull(provider.GetRequiredService(type));
        }
    }

    private static ServiceProvider Build(params (string Name, string? Value)[] settings)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddIngestion(TestConfiguration.With(settings));
        return services.BuildServiceProvider();
    }
}
