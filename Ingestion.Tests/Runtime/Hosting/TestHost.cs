using System.Net.Http.Headers;
using Functions.Runtime.Hosting;
using Ingestion.Tests.Fixtures;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ingestion.Tests.Runtime.Hosting;

/// <summary>A real host in the test process: the public builder, Kestrel on a free port, a PostgreSQL database.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private TestHost(IHost host)
    {
        Host = host;
        Uri address = new(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Limit }) { BaseAddress = address, Timeout = Limit };
    }

    public IHost Host { get; }

    public HttpClient Client { get; }

    public static async Task<TestHost> StartAsync(TestHostSetup setup)
    {
        IHost host = await BuildAsync(setup);
        try
        {
            await host.StartAsync();
            return new TestHost(host);
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
    }

    public static Task<TestHost> StartAsync(params Type[] functions) => StartAsync(new TestHostSetup { Functions = functions });

    public static async Task<IHost> BuildAsync(TestHostSetup setup)
    {
        string database = setup.ConnectionString ?? await PostgresServer.CreateDatabaseAsync("host");
        var settings = new Dictionary<string, string?>
        {
            ["PORT"] = "0",
            ["FunctionsRuntime:PostgresConnectionString"] = database,
        };
        foreach ((string name, string? value) in setup.Settings)
        {
            settings[name] = value;
        }

        string[] args = [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        var options = new FunctionsHostOptions
        {
            FunctionTypes = setup.Functions,
            AppDirectory = setup.Folder(),
            ThrowStartupErrors = true,
        };
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args, options);
        builder.ConfigureFunctionsWebApplication();
        setup.Configure?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>The message with which a host refuses to start.</summary>
    public static async Task<string> StartupErrorAsync(TestHostSetup setup)
    {
        FunctionsStartupException refused = await Xunit.Assert.ThrowsAsync<FunctionsStartupException>(async () =>
        {
            await using TestHost host = await StartAsync(setup);
        });
        return refused.Message;
    }

    public Task<string> GetStringAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, string? key = null)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (json is not null)
        {
            request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        }

        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        return Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.StopAsync();
        await ((IAsyncDisposable)Host).DisposeAsync();
    }
}
