using System.Net;
using Ingestion.Core.Limits;
using Ingestion.Core.Platforms.AppleMusic;
using Ingestion.Core.Platforms.Facebook;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.Instagram;
using Ingestion.Core.Platforms.LinkedIn;
using Ingestion.Core.Platforms.Spotify;
using Ingestion.Core.Platforms.TikTok;
using Ingestion.Core.Platforms.X;
using Ingestion.Core.Platforms.YouTube;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms;

/// <summary>Registers what every call to a platform needs.</summary>
internal static class PlatformsRegistration
{
    private const int MaxAnswerBytes = 1024 * 1024;

    internal static void AddPlatforms(this IServiceCollection services, IConfiguration configuration)
    {
        AddOptions(services, configuration);
        services.AddHttpClient(PlatformHttp.ClientName, client =>
            {
                client.Timeout = PlatformHttp.CallTimeout;
                client.MaxResponseContentBufferSize = MaxAnswerBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A redirect would carry tokens to an address that nobody checked.
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<PlatformHttp>();
        services.AddSingleton<PlatformOAuths>();
        services.AddSingleton<PlatformCalls>();
        services.AddSingleton<FetchServices>();
        services.AddSingleton<IdentityCalls>();
        services.AddSingleton<PlatformConnectors>();
        services.AddSingleton<IPlatformConnector, AppleMusicConnector>();
        services.AddSingleton<IPlatformConnector, FacebookConnector>();
        services.AddSingleton<IPlatformConnector, InstagramConnector>();
        services.AddSingleton<LinkedInAlarm>();
        services.AddSingleton<IPlatformConnector, LinkedInConnector>();
        services.AddSingleton<IPlatformConnector, SpotifyConnector>();
        services.AddSingleton<IPlatformConnector, TikTokConnector>();
        services.AddSingleton<IPlatformConnector, XConnector>();
        services.AddSingleton<ChannelCalls>();
        services.AddSingleton<IPlatformConnector, YouTubeConnector>();
        services.AddSingleton<IDeclaredLimits, AppleMusicLimits>();
        services.AddSingleton<IDeclaredLimits, FacebookLimits>();
        services.AddSingleton<IDeclaredLimits, InstagramLimits>();
        services.AddSingleton<IDeclaredLimits, LinkedInLimits>();
        services.AddSingleton<IDeclaredLimits, SpotifyLimits>();
        services.AddSingleton<IDeclaredLimits, TikTokLimits>();
        services.AddSingleton<IDeclaredLimits, XLimits>();
        services.AddSingleton<IDeclaredLimits, YouTubeLimits>();
        services.AddSingleton<AppTokens>();
        services.AddSingleton<IAppToken, AppleMusicAppToken>();
        services.AddSingleton<IAppToken, SpotifyAppToken>();
        services.AddSingleton<IPlatformOAuth, FacebookOAuth>();
        services.AddSingleton<IPlatformOAuth, InstagramOAuth>();
        AddCodeFlow<LinkedInOptions>(services, linkedIn => LinkedInOAuth.Endpoints(linkedIn.ApiVersion));
        AddCodeFlow<TikTokOptions>(services, _ => TikTokOAuth.Endpoints);
        AddCodeFlow<XOptions>(services, _ => XOAuth.Endpoints);
        AddCodeFlow<YouTubeOptions>(services, _ => YouTubeOAuth.Endpoints);
    }

    private static void AddCodeFlow<TOptions>(IServiceCollection services, Func<TOptions, OAuthEndpoints> platform)
        where TOptions : class, IPlatformApp => services.AddSingleton<IPlatformOAuth>(provider =>
        {
            TOptions app = provider.GetRequiredService<IOptions<TOptions>>().Value;
            return new CodeFlowOAuth(
                provider.GetRequiredService<PlatformHttp>(),
                provider.GetRequiredService<IdentityCalls>(),
                provider.GetRequiredService<TimeProvider>(),
                platform(app),
                app);
        });

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<AppleMusicOptions>(configuration.GetSection(AppleMusicOptions.SectionName));
        services.Configure<FacebookOptions>(configuration.GetSection(FacebookOptions.SectionName));
        services.Configure<InstagramOptions>(configuration.GetSection(InstagramOptions.SectionName));
        services.Configure<LinkedInOptions>(configuration.GetSection(LinkedInOptions.SectionName));
        services.Configure<SpotifyOptions>(configuration.GetSection(SpotifyOptions.SectionName));
        services.Configure<TikTokOptions>(configuration.GetSection(TikTokOptions.SectionName));
        services.Configure<XOptions>(configuration.GetSection(XOptions.SectionName));
        services.Configure<YouTubeOptions>(configuration.GetSection(YouTubeOptions.SectionName));
    }
}
