using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Extensions;
using Simulators.Platforms.AppleMusic;
using Simulators.Platforms.Facebook;
using Simulators.Platforms.Instagram;
using Simulators.Platforms.LinkedIn;
using Simulators.Platforms.Spotify;
using Simulators.Platforms.TikTok;
using Simulators.Platforms.X;
using Simulators.Platforms.YouTube;

namespace Simulators.Platforms;

/// <summary>
/// The platforms' APIs on one loopback port. Each of their hosts is the first part of the path:
/// <c>http://127.0.0.1:7081/open.tiktokapis.com/v2/oauth/token/</c>.
/// </summary>
public sealed class PlatformsSimulator : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(1);
    private readonly WebApplication _app;
    private readonly SimulatedClock _clock;
    private readonly GrantBook _grants;
    private readonly PlatformParts _parts;

    private PlatformsSimulator(PlatformsOptions options)
    {
        _clock = new SimulatedClock(options.Time);
        _grants = new GrantBook(options, _clock);
        _parts = new PlatformParts(_grants, new PlatformFaults(), new CallCounts(), options);
        _app = BuildApp(options);
        _app.Use((context, next) =>
        {
            _parts.Faults.Enter($"{context.Request.GetEncodedPathAndQuery()} {_grants.UserOf(Bearer.Read(context.Request))}");
            return next(context);
        });
        AppleMusicApi.Map(_app, _parts);
        FacebookApi.Map(_app, _parts);
        InstagramApi.Map(_app, _parts);
        LinkedInApi.Map(_app, _parts);
        SpotifyApi.Map(_app, _parts);
        TikTokApi.Map(_app, _parts);
        XApi.Map(_app, _parts);
        YouTubeApi.Map(_app, _parts);
        MapOwn();
    }

    /// <summary>For example <c>http://127.0.0.1:7081</c>, without a slash at its end.</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>Binds the port and serves.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<PlatformsSimulator> StartAsync(PlatformsOptions options, CancellationToken cancellationToken)
    {
        var simulator = new PlatformsSimulator(options);
        try
        {
            await simulator._app.StartAsync(cancellationToken);
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }

        simulator.BaseUrl = simulator._app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return simulator;
    }

    /// <summary>Makes the next calls of a platform, or of one account there, go wrong; the names are in README.md.</summary>
    /// <exception cref="FormatException">The fault is unknown.</exception>
    public void AddFault(string platform, string name, int times = 1, int after = 0, string? account = null) =>
        _parts.Faults.Add(platform, name, times, after, account);

    /// <summary>Removes all faults.</summary>
    public void ClearFaults() => _parts.Faults.Clear();

    /// <summary>Ends every grant of a user; how many there were.</summary>
    public int Revoke(string platform, string user) => _parts.Grants.Revoke(platform, user);

    /// <summary>Moves the clock of all platforms: tokens end, quotas open, posts appear and their numbers grow.</summary>
    public DateTimeOffset Advance(TimeSpan by) => _clock.Advance(by);

    /// <summary>
    /// Calls of an operation: <c>authorize</c>, <c>exchange</c>, <c>refresh</c>, <c>identify</c>, <c>token</c>, and those of the data
    /// by their names at the platform: <c>videos.list</c>.
    /// </summary>
    public int Calls(string platform, string operation) => _parts.Counts.Of(platform, operation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _grants.Dispose();
    }

    private static WebApplication BuildApp(PlatformsOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Error)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopWithin);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        return builder.Build();
    }

    private void MapOwn()
    {
        _app.MapGet("/_simulator/requests", () => Results.Json(_parts.Counts.All));
        _app.MapPost("/_simulator/faults", (FaultRequest fault) =>
        {
            try
            {
                _parts.Faults.Add(fault.Platform, fault.Fault, fault.Times ?? 1, fault.After ?? 0, fault.Account);
                return Results.Ok();
            }
            catch (FormatException unknown)
            {
                return Results.BadRequest(unknown.Message);
            }
        });
        _app.MapDelete("/_simulator/faults", () => _parts.Faults.Clear());
        _app.MapPost("/_simulator/clock", (ClockRequest clock) => Results.Json(new { now = Advance(clock.Advance) }));
        _app.MapPost("/_simulator/revoke", (RevokeRequest revoke) => Results.Json(new { ended = Revoke(revoke.Platform, revoke.User) }));
    }

    private sealed record FaultRequest(string Platform, string Fault, int? Times, int? After, string? Account);

    private sealed record ClockRequest(TimeSpan Advance);

    private sealed record RevokeRequest(string Platform, string User);
}
