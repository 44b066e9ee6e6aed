using Ingestion.Core.Platforms.AppleMusic;
using Ingestion.Core.Platforms.Facebook;
using Ingestion.Core.Platforms.Instagram;
using Ingestion.Core.Platforms.LinkedIn;
using Ingestion.Core.Platforms.Spotify;
using Ingestion.Core.Platforms.TikTok;
using Ingestion.Core.Platforms.X;
using Ingestion.Core.Platforms.YouTube;
using Microsoft.Extensions.DependencyInjection;

namespace Ingestion.Core.Limits;

/// <summary>Registers the limits of every platform.</summary>
internal static class LimitsRegistration
{
    internal static void AddLimits(this IServiceCollection services)
    {
        services.AddSingleton<IDeclaredLimits, AppleMusicLimits>();
        services.AddSingleton<IDeclaredLimits, FacebookLimits>();
        services.AddSingleton<IDeclaredLimits, InstagramLimits>();
        services.AddSingleton<IDeclaredLimits, LinkedInLimits>();
        services.AddSingleton<IDeclaredLimits, SpotifyLimits>();
        services.AddSingleton<IDeclaredLimits, TikTokLimits>();
        services.AddSingleton<IDeclaredLimits, XLimits>();
        services.AddSingleton<IDeclaredLimits, YouTubeLimits>();
        services.AddSingleton<CostCaps>();
        services.AddSingleton<ILimitLedger, PostgresLimitLedger>();
        services.AddSingleton<IPlatformLimits, PlatformLimits>();
    }
}
