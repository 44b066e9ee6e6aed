using Functions.Runtime.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a program starts: <c>FunctionsApplication.CreateBuilder(args)</c>.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.builder.functionsapplication"/>.</remarks>
public static class FunctionsApplication
{
    /// <summary>
    /// Makes a builder with its configuration read: <c>local.settings.json</c> and <c>host.json</c> beside the program, environment
    /// variables, <paramref name="args"/>; the later wins. A file that cannot be read ends the program with a message and exit code 1.
    /// </summary>
    /// <param name="args">The program's arguments, for example <c>--PORT 8080</c>.</param>
    /// <returns>The builder.</returns>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(args, new FunctionsHostOptions());

    internal static FunctionsApplicationBuilder CreateBuilder(string[] args, FunctionsHostOptions options) =>
        StartupFailure.Guard(options, () => new FunctionsApplicationBuilder(args, options));
}
