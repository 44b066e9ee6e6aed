using Microsoft.Extensions.DependencyInjection;

namespace Ingestion.Core.Limits;

/// <summary>Registers the gates and the ledger; the limits are registered with their platforms.</summary>
internal static class LimitsRegistration
{
    internal static void AddLimits(this IServiceCollection services)
    {
        services.AddSingleton<CostCaps>();
        services.AddSingleton<ILimitLedger, PostgresLimitLedger>();
        services.AddSingleton<IPlatformLimits, PlatformLimits>();
    }
}
