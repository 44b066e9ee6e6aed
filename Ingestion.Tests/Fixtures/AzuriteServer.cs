using System.Security.Cryptography;
using Ingestion.Local.Azurite;
using Ingestion.Local.Tools;

namespace Ingestion.Tests.Fixtures;

/// <summary>
/// A real Azurite blob service for tests: the one that <c>INGESTION_TEST_AZURITE</c> names (a full connection string), else
/// one started once for the test process. No server is a failure, never a skip. Containers are shared: use unique names.
/// </summary>
public static class AzuriteServer
{
    private static readonly Lazy<Task<string>> Server = new(StartAsync);

    public static Task<string> ConnectionStringAsync() => Server.Value;

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("INGESTION_TEST_AZURITE") is { Length: > 0 } given)
        {
            return given;
        }

        string folder = TestRunFolder.Get();
        ToolInstaller installer = new(ToolInstaller.DefaultCacheFolder(), Console.WriteLine, TimeProvider.System);
        EmbeddedAzurite embedded = await EmbeddedAzurite.StartAsync(
            new AzuriteSettings
            {
                Tools = await installer.InstallAsync(CancellationToken.None),
                DataFolder = Path.Combine(folder, "azurite"),
                RunFolder = folder,
                LogFolder = folder,
                Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)),
                PreferredPorts = [],
            },
            TimeProvider.System,
            CancellationToken.None);
        return embedded.ConnectionString;
    }
}
