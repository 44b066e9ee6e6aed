using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Engine;

/// <summary>Adds the durable engine to a host.</summary>
public static class DurableEngineServices
{
    /// <summary>Registers <see cref="DurableTaskClient"/>, <see cref="IOrchestrationHistory"/> and the engine as a hosted
    /// service. The registry is to be filled before the host starts.</summary>
    /// <exception cref="ArgumentException">An option is missing or out of range.</exception>
    public static IServiceCollection AddDurableEngine(
        this IServiceCollection services, FunctionRegistry registry, DurableEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(registry);
        options.Validate();
        services.AddSingleton(provider =>
            new DurableEngine(registry, options, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<DurableEngine>());
        services.AddSingleton(static provider => provider.GetRequiredService<DurableEngine>().Client);
        services.AddSingleton(static provider => provider.GetRequiredService<DurableEngine>().History);
        return services;
    }
}
