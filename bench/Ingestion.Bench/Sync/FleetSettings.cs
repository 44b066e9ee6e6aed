using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Simulators.Platforms;

namespace Ingestion.Bench.Sync;

/// <summary>
/// The applications of the fleet and their limits, which the host and the simulated platforms agree on: the real ones for 500 accounts,
/// and more in proportion to the accounts. The platforms' clock stands still, so that their numbers do; their windows never open
/// again, and all runs together have to fit into one.
/// </summary>
internal sealed class FleetSettings
{
    private const int AccountsOfRealLimits = 500;
    private static readonly string[] Apps = ["Facebook", "Instagram", "LinkedIn", "Spotify", "TikTok", "X", "YouTube"];

    private readonly double _scale;
    private readonly string _folder;

    public FleetSettings(int accounts, string folder)
    {
        _scale = Math.Max(1, (double)accounts / AccountsOfRealLimits);
        _folder = folder;
        PlatformsOptions real = new();
        Platforms = real with
        {
            AppleMusicCallsPerMinute = Scaled(real.AppleMusicCallsPerMinute),
            LinkedInCallsPerDayAndApplication = Scaled(real.LinkedInCallsPerDayAndApplication),
            SpotifyCallsPer30Seconds = Scaled(real.SpotifyCallsPer30Seconds),
            TikTokCallsPerMinute = Scaled(real.TikTokCallsPerMinute),
            XTimelinesPerApplication = Scaled(real.XTimelinesPerApplication),
            YouTubeUnitsPerDay = Scaled(real.YouTubeUnitsPerDay),
            Time = new FrozenTime(TimeProvider.System.GetUtcNow()),
        };
    }

    /// <summary>How the simulated platforms behave.</summary>
    public PlatformsOptions Platforms { get; }

    /// <summary>The host's settings; what they name is written into the folder.</summary>
    public async Task<Dictionary<string, string?>> WriteAsync(string gatewayUrl, CancellationToken cancellationToken)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Dictionary<string, string> keys = new() { ["k1"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
        Dictionary<string, string?> settings = new()
        {
            ["OWNER_KEYS"] = $"bench={AccountFleet.OwnerKey}",
            ["CREDENTIAL_KEYS_FILE"] = await WriteAsync(
                "keys.json", JsonSerializer.Serialize(new { current = "k1", keys }), cancellationToken),
            ["PLATFORM_GATEWAY_URL"] = gatewayUrl,
            ["AppleMusic__TeamId"] = "TEAM123456",
            ["AppleMusic__KeyId"] = "KEY1234567",
            ["AppleMusic__PrivateKeyFile"] = await WriteAsync("key.p8", key.ExportPkcs8PrivateKeyPem(), cancellationToken),
            ["TikTok__CallsPerMinute"] = Text(Platforms.TikTokCallsPerMinute),
            ["X__TimelinesPerApplication"] = Text(Platforms.XTimelinesPerApplication),
            ["YouTube__DailyUnits"] = Text(Platforms.YouTubeUnitsPerDay),

            // A platform that does not answer is given up after half a minute, not after ten.
            ["Sync__FirstRetryInterval"] = "00:00:00.200",
        };
        foreach (string app in Apps)
        {
            settings[$"{app}__ClientId"] = "bench";
            settings[$"{app}__ClientSecret"] = PlatformsOptions.ClientSecret;
        }

        return settings;
    }

    private async Task<string> WriteAsync(string name, string text, CancellationToken cancellationToken)
    {
        string file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, text, cancellationToken);
        return file;
    }

    private int Scaled(int limit) => (int)(limit * _scale);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
