using System.Net.Http.Headers;
using System.Text;
using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.Spotify;

/// <summary>Client credentials of Spotify: a token of an hour, one for all artists and for the whole process.</summary>
/// <remarks>https://developer.spotify.com (client credentials flow); unconfirmed in reference/provider-apis.md 2.7.</remarks>
internal sealed class SpotifyAppToken(PlatformHttp http, TimeProvider clock, IOptions<SpotifyOptions> options) : IAppToken, IDisposable
{
    private static readonly Uri Token = new("https://accounts.spotify.com/api/token");
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim asking = new(1, 1);
    private volatile CachedToken? cached;

    public string Platform => AccountPlatforms.Spotify;

    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        if (cached is { } good && good.UseUntil > clock.GetUtcNow())
        {
            return good.Value;
        }

        await asking.WaitAsync(cancellationToken);
        try
        {
            if (cached is not { } known || known.UseUntil <= clock.GetUtcNow())
            {
                cached = known = await AskAsync(cancellationToken);
            }

            return known.Value;
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose() => asking.Dispose();

    private async Task<CachedToken> AskAsync(CancellationToken cancellationToken)
    {
        IPlatformApp app = options.Value;
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
            return new CachedToken(token, asked + life - Ahead);
        }

        PlatformFailure failure = answer.Text("error") is { } error ? answer.Fail(PlatformFault.AppRefused, error) : answer.FailByStatus();
        throw failure.Fault is PlatformFault.AppRefused or PlatformFault.Refused
            ? new ProviderRejectedException(ErrorCodes.PlatformAppRefused, failure.Reason)
            : new ProviderUnavailableException(ErrorCodes.PlatformUnavailable, failure.Reason);
    }

    private sealed class CachedToken(string value, DateTimeOffset useUntil)
    {
        public string Value => value;

        public DateTimeOffset UseUntil => useUntil;
    }
}
