using System.Net.Http.Headers;
using System.Text;
using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.Spotify;

/// <summary>Client credentials of Spotify: a token of an hour, one for all artists and for the whole process.</summary>
/// <remarks>https://developer.spotify.com (client credentials flow); unconfirmed in reference/provider-apis.md 2.7.</remarks>
internal sealed class SpotifyAppToken : IAppToken, IDisposable
{
    private static readonly Uri Token = new("https://accounts.spotify.com/api/token");
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(2);

    private readonly PlatformHttp http;
    private readonly TimeProvider clock;
    private readonly SpotifyOptions options;
    private readonly AppTokenCache cache;

    public SpotifyAppToken(PlatformHttp http, TimeProvider clock, IOptions<SpotifyOptions> options)
    {
        this.http = http;
        this.clock = clock;
        this.options = options.Value;
        cache = new AppTokenCache(Platform, clock, AskAsync);
    }

    public string Platform => AccountPlatforms.Spotify;

    public Task<string> GetAsync(CancellationToken cancellationToken) => cache.GetAsync(cancellationToken);

    public Task<string> ReplaceAsync(string refused, string reason, CancellationToken cancellationToken) =>
        cache.ReplaceAsync(refused, reason, cancellationToken);

    public void Dispose() => cache.Dispose();

    private async Task<AppToken> AskAsync(CancellationToken cancellationToken)
    {
        IPlatformApp app = options;
        if (!app.IsComplete)
        {
            throw new ProviderRejectedException(
                ErrorCodes.PlatformNotConfigured, "Spotify__ClientId and Spotify__ClientSecret are not set");
        }

        string pair = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{app.ClientId}:{app.ClientSecret}"));
        DateTimeOffset asked = clock.GetUtcNow();
        PlatformAnswer answer = await http.PostFormAsync(
            "spotify client credentials",
            Token,
            new Dictionary<string, string> { ["grant_type"] = "client_credentials" },
            new AuthenticationHeaderValue("Basic", pair),
            cancellationToken);
        if (answer.IsSuccess && answer.Text("access_token") is { Length: > 0 } token && answer.Seconds("expires_in") is { } life)
        {
            return new AppToken(token, asked, asked + life - Ahead);
        }

        PlatformFailure failure = answer.Text("error") is { } error ? answer.Fail(PlatformFault.AppRefused, error) : answer.FailByStatus();
        throw failure.Fault is PlatformFault.AppRefused or PlatformFault.Refused
            ? new ProviderRejectedException(ErrorCodes.PlatformAppRefused, failure.Reason)
            : new ProviderUnavailableException(ErrorCodes.PlatformUnavailable, failure.Reason);
    }
}
