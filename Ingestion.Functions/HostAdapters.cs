using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ingestion.Functions;

/// <summary>Adapters that only one host has. The Azure build implements the partial method in `Azure/`; elsewhere the call vanishes.</summary>
internal static partial class HostAdapters
{
    public static IServiceCollection AddHostAdapters(this IServiceCollection services, IConfiguration configuration)
    {
        AddAzure(services, configuration);
        return services;
    }

    static partial void AddAzure(IServiceCollection services, IConfiguration configuration);
}
