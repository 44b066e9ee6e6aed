using System.Globalization;

namespace Ingestion.Local.Stack;

/// <summary>The functions host's settings, by the names of the README's table.</summary>
internal static class HostEnvironment
{
    /// <summary>Accepted by the simulator as any other key.</summary>
    public const string SimulatorKey = "simulator-key";

    /// <summary>The secret of every application at the simulated platforms.</summary>
    private const string SimulatorAppKey = "simulator-app-key";

    private static readonly string[] Apps = ["Facebook", "Instagram", "LinkedIn", "Spotify", "TikTok", "X", "YouTube"];

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
        if (caller.RuntimeConnectionString is null)
        {
            environment["FunctionsRuntime__PostgresConnectionString"] = input.PostgresConnectionString;
        }

        if (input.ClockOffset != TimeSpan.Zero)
        {
            environment["FunctionsRuntime__ClockOffset"] = input.ClockOffset.ToString("c", CultureInfo.InvariantCulture);
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

        AddAccounts(environment, input);
        return environment;
    }

    private static void AddAccounts(Dictionary<string, string?> environment, HostEnvironmentInput input)
    {
        if (input.OwnerKey is not null)
        {
            environment["OWNER_KEYS"] = $"local={input.OwnerKey}";
        }

        if (input.OperatorKey is not null)
        {
            environment["OPERATOR_KEYS"] = $"local={input.OperatorKey}";
        }

        if (Environment.GetEnvironmentVariable("CREDENTIAL_KEYS_FILE") is not { Length: > 0 })
        {
            environment["CREDENTIAL_KEYS_FILE"] = input.CredentialKeysFile;
        }

        if (Environment.GetEnvironmentVariable("Webhooks__PrivateHosts") is null)
        {
            environment["Webhooks__PrivateHosts"] = "localhost;127.0.0.1";
        }

        // Who names the platforms' gateway, be it as empty, has applications of their own.
        if (input.PlatformsUrl is null || Environment.GetEnvironmentVariable("PLATFORM_GATEWAY_URL") is not null)
        {
            return;
        }

        environment["PLATFORM_GATEWAY_URL"] = input.PlatformsUrl.ToString().TrimEnd('/');
        foreach (string platform in Apps)
        {
            environment[$"{platform}__ClientId"] = "simulator-app";
            environment[$"{platform}__ClientSecret"] = SimulatorAppKey;
        }

        // Without extended quota Spotify shows no followers. Its simulator knows who has it by the application's id.
        environment["Spotify__ClientId"] = "extended-simulator-app";
        environment["Spotify__HasExtendedQuota"] = "true";
        environment["AppleMusic__TeamId"] = "LOCALTEAM1";
        environment["AppleMusic__KeyId"] = "LOCALKEY01";
        environment["AppleMusic__PrivateKeyFile"] = input.AppleMusicKeyFile;
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

    /// <summary>Null when no platforms are simulated.</summary>
    public Uri? PlatformsUrl { get; init; }

    /// <summary>Null when the caller has owners' keys.</summary>
    public string? OwnerKey { get; init; }

    /// <summary>Null when the caller has operators' keys.</summary>
    public string? OperatorKey { get; init; }

    public required string CredentialKeysFile { get; init; }

    public required string AppleMusicKeyFile { get; init; }

    /// <summary>How the host's clock is set; zero at the present.</summary>
    public TimeSpan ClockOffset { get; init; }
}
