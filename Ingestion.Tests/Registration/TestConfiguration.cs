using Microsoft.Extensions.Configuration;

namespace Ingestion.Tests.Registration;

internal static class TestConfiguration
{
    internal static IConfiguration With(params (string Name, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["BRIGHTDATA_API_KEY"] = "key",
            ["POSTGRES_CONNECTION_STRING"] = "Host=127.0.0.1;Database=ingestion",
            ["BLOB_CONNECTION_STRING"] = "UseDevelopmentStorage=true",
        })
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
        .Build();
}
