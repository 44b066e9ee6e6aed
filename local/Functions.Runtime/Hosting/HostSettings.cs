using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace Functions.Runtime.Hosting;

/// <summary>What the files beside the program say.</summary>
internal sealed record HostSettings(HostJson HostJson, LocalSettings LocalSettings)
{
    // What the frameworks below say about every request, statement and call is for who looks for it; host.json can turn it on.
    private static readonly Dictionary<string, string?> DefaultLevels = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Npgsql"] = "Warning",
    };

    /// <summary>A web builder with the configuration of a Functions app.</summary>
    public static WebApplicationBuilder CreateWebBuilder(string[] args, FunctionsHostOptions options) =>
        WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = options.AppDirectory,
            EnvironmentName = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT"),
        });

    /// <summary>Reads both files and puts what they say below every other source.</summary>
    /// <exception cref="FunctionsStartupException">A file cannot be used.</exception>
    public static HostSettings Load(ConfigurationManager configuration, FunctionsHostOptions options)
    {
        var settings = new HostSettings(HostJson.Read(options.AppDirectory), LocalSettings.Read(options.AppDirectory));
        IEnumerable<KeyValuePair<string, string?>> levels = settings.HostJson.LogLevels
            .Select(level => KeyValuePair.Create("Logging:LogLevel:" + level.Key, (string?)level.Value));
        IList<IConfigurationSource> sources = configuration.Sources;
        sources.Insert(0, new MemoryConfigurationSource { InitialData = settings.LocalSettings.Values });
        sources.Insert(0, new MemoryConfigurationSource { InitialData = levels });
        sources.Insert(0, new MemoryConfigurationSource { InitialData = DefaultLevels });
        return settings;
    }
}
