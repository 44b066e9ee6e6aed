using Ingestion.Core.Platforms.AppleMusic;
using Ingestion.Core.Platforms.Facebook;
using Ingestion.Core.Platforms.Instagram;
using Ingestion.Core.Platforms.LinkedIn;
using Ingestion.Core.Platforms.Spotify;
using Ingestion.Core.Platforms.TikTok;
using Ingestion.Core.Platforms.X;
using Ingestion.Core.Platforms.YouTube;
using Ingestion.Core.Registration;
using Microsoft.Extensions.Configuration;

namespace Ingestion.Core.Platforms;

/// <summary>Checks the settings of every platform: an application has both an id and a secret, or neither.</summary>
internal static class PlatformSettings
{
    internal static void Check(IConfiguration configuration, SettingFaults faults)
    {
        SectionCheck.Check<AppleMusicOptions>(configuration, AppleMusicOptions.SectionName, faults);
        CheckApp<FacebookOptions>(configuration, FacebookOptions.SectionName, faults);
        CheckApp<InstagramOptions>(configuration, InstagramOptions.SectionName, faults);
        CheckApp<LinkedInOptions>(configuration, LinkedInOptions.SectionName, faults);
        CheckApp<SpotifyOptions>(configuration, SpotifyOptions.SectionName, faults);
        CheckApp<TikTokOptions>(configuration, TikTokOptions.SectionName, faults);
        CheckApp<XOptions>(configuration, XOptions.SectionName, faults);
        CheckApp<YouTubeOptions>(configuration, YouTubeOptions.SectionName, faults);
    }

    private static void CheckApp<TOptions>(IConfiguration configuration, string section, SettingFaults faults)
        where TOptions : IPlatformApp
    {
        SectionCheck.Check<TOptions>(configuration, section, faults);
        const string id = nameof(IPlatformApp.ClientId);
        const string secret = nameof(IPlatformApp.ClientSecret);
        if ((faults.Text($"{section}:{id}") is null) != (faults.Text($"{section}:{secret}") is null))
        {
            faults.Add($"{section}__{id} and {section}__{secret} must be set together");
        }
    }
}
