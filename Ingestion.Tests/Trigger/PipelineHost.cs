using Ingestion.Core.Crawls;
using Ingestion.Core.Registration;
using Ingestion.Tests.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ingestion.Tests.Trigger;

/// <summary>
/// The registered pipeline against a database and a provider of the test's own. <see cref="Restart"/> gives services that know
/// nothing but what is stored: what a new process would have.
/// </summary>
public abstract class PipelineHost : IAsyncLifetime
{
    private readonly List<ServiceProvider> hosts = [];

    public PipelineDatabase Pipeline { get; } = new();

    public FakeProvider Provider { get; } = new();

    protected Dictionary<string, string?> Settings { get; } = new()
    {
        ["Trigger:ReconcileDelay"] = "00:00:00",
        ["Trigger:CallStartLimit"] = "00:01:00",
        ["BrightData:FirstRetryInterval"] = "00:00:00.001",
        ["BrightData:CircuitMinimumThroughput"] = "10000",
    };

    public async Task InitializeAsync()
    {
        await Pipeline.InitializeAsync();
        await Provider.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (ServiceProvider host in hosts)
        {
            await host.DisposeAsync();
        }

        await Provider.DisposeAsync();
        await Pipeline.DisposeAsync();
    }

    protected ServiceProvider Restart()
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["BRIGHTDATA_API_KEY"] = "test-key",
                ["BRIGHTDATA_BASE_URL"] = Provider.BaseUrl.ToString(),
                ["POSTGRES_CONNECTION_STRING"] = Pipeline.ConnectionString,
                ["BLOB_CONNECTION_STRING"] = "UseDevelopmentStorage=true",
            })
            .AddInMemoryCollection(Settings)
            .Build();
        ServiceCollection services = new();
        services.AddLogging();
        services.AddIngestion(configuration);
        ServiceProvider host = services.BuildServiceProvider();
        hosts.Add(host);
        return host;
    }

    protected async Task<Crawl> AdmittedAsync(CrawlRequest? request = null)
    {
        Crawl crawl = await Pipeline.SubmitAsync(request);
        await Pipeline.Admission().AdmitAsync(CancellationToken.None);
        return crawl;
    }
}
