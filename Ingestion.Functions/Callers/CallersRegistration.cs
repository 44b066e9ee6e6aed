using Microsoft.Extensions.DependencyInjection;

namespace Ingestion.Functions.Callers;

internal static class CallersRegistration
{
    /// <summary>Adds the guards of all roles.</summary>
    public static IServiceCollection AddCallers(this IServiceCollection services) => services
        .AddSingleton<CallerReader>()
        .AddSingleton<ReaderGuard>()
        .AddSingleton<OwnerGuard>()
        .AddSingleton<OperatorGuard>();
}
