namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The ASP.NET Core integration.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.builder.functionsapplicationbuilderaspnetcoreextensions"/>.</remarks>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Lets HTTP functions use the types of ASP.NET Core. This runtime always does; the call is for the official worker.</summary>
    /// <param name="builder">The application.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
}
