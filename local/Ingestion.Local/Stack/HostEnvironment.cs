using System.Globalization;

namespace Ingestion.Local.Stack;

/// <summary>The functions host's settings, by the names of the README's table.</summary>
internal static class HostEnvironment
{
    /// <summary>Accepted by the simulator as any other key.</summary>
    public const string SimulatorKey = "simulator-key";

    public static Dictionary<string, string?> Build(HostEnvironmentInput input)
    {
        CallerSettings caller = input.Caller;
        Dictionary<string, string?> environment = new()
        {
            ["PORT"] = input.Port.ToString(CultureInfo.InvariantCulture),
            ["POSTGRES_CONNECTION_STRING"] = input.PostgresConnectionString,
            ["FunctionsRuntime__HostName"] = input.Secrets.HostName,
            ["WEBHOOK_SECRET"] = caller.WebhookSecret ?? input.Secrets.WebhookSecret,
            ["BRIGHTDATA_API_KEY"] = input.SimulatorUrl is null ? caller.BrightDataApiKey ?? SimulatorKey : SimulatorKey,
        };
        if (Environment.GetEnvironmentVariable("FunctionsRuntime__PostgresConnectionString") is not { Length: > 0 })
        {
            environment["FunctionsRuntime__PostgresConnectionString"] = input.PostgresConnectionString;
        }

        if (input.BlobConnectionString is not null)
        {
            environment["BLOB_CONNECTION_STRING"] = input.BlobConnectionString;
        }

        if (input.SimulatorUrl is not null)
        {
            environment["BRIGHTDATA_BASE_URL"] = input.SimulatorUrl.ToString().TrimEnd('/');
            // The simulator runs on this machine and can reach the webhook; a real provider cannot.
            environment["PUBLIC_BASE_URL"] = caller.PublicBaseUrl
                ?? string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{input.Port}");
        }

        return environment;
    }
}

/// <summary>What <see cref="HostEnvironment"/> is made from.</summary>
internal sealed record HostEnvironmentInput
{
    public required CallerSettings Caller { get; init; }

    public required LocalSecrets Secrets { get; init; }

    public required int Port { get; init; }

    public required string PostgresConnectionString { get; init; }

    /// <summary>Null when the caller gave a service URI instead.</summary>
    public string? BlobConnectionString { get; init; }

    /// <summary>Null when crawls go to the caller's or the real provider.</summary>
    public Uri? SimulatorUrl { get; init; }
}
