using Functions.Runtime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>An application of functions before it runs.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.builder.functionsapplicationbuilder"/>.</remarks>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly FunctionsHostOptions _options;
    private readonly HostSettings _settings;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    internal FunctionsApplicationBuilder(string[] args, FunctionsHostOptions options)
    {
        _options = options;
        _web = HostSettings.CreateWebBuilder(args, options);
        _settings = HostSettings.Load(_web.Configuration, options);

        // Before the application's own services, which take the clock that is there.
        _web.Services.AddSingleton(HostClock.Read(_web.Configuration));
    }

    /// <summary>Values that extensions share while they build.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    /// <summary>Settings: <c>Values</c> of local.settings.json, environment variables, arguments.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <summary>Name and content root of the application.</summary>
    public IHostEnvironment Environment => _web.Environment;

    /// <summary>Log providers and filters.</summary>
    public ILoggingBuilder Logging => _web.Logging;

    /// <summary>Metric listeners.</summary>
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <summary>Services of the application.</summary>
    public IServiceCollection Services => _web.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    /// <summary>
    /// Finds and checks the functions and makes the host. A function that cannot work (bad signature, name or route taken, bad
    /// schedule, missing setting) ends the program with a message and exit code 1.
    /// </summary>
    /// <returns>The host; <c>Run()</c> serves until SIGTERM or Ctrl-C.</returns>
    public IHost Build() => StartupFailure.Guard(_options, () => HostBuilding.Build(_web, _options, _settings, _middleware));

    /// <summary>Replaces the dependency injection container.</summary>
    /// <typeparam name="TContainerBuilder">The container's own builder.</typeparam>
    /// <param name="factory">Makes the container.</param>
    /// <param name="configure">Registers services in it.</param>
    public virtual void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public virtual IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _middleware.Add(middleware);
        return this;
    }
}
