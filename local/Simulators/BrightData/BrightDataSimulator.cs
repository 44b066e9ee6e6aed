using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Simulators.BrightData.Admin;
using Simulators.BrightData.Calls;
using Simulators.BrightData.Faults;
using Simulators.BrightData.Jobs;
using Simulators.BrightData.Records;
using Simulators.BrightData.Webhooks;

namespace Simulators.BrightData;

/// <summary>A running stand-in for the provider's Datasets v3 API on a loopback port.</summary>
public sealed class BrightDataSimulator : IAsyncDisposable
{
    private const long MostInputBytes = 1L << 30;
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(1);
    private readonly WebApplication _app;
    private readonly JobBook _jobs;
    private readonly FaultBoard _faults;
    private readonly RequestCounts _counts;
    private readonly RateLimitWatch _rateLimits;
    private readonly WebhookSender _webhooks;

    private BrightDataSimulator(SimulatorOptions options)
    {
        var sources = new RecordSources(options);
        _faults = new FaultBoard();
        _jobs = new JobBook(options, new JobFactory(options, sources), _faults);
        _counts = new RequestCounts();
        _rateLimits = new RateLimitWatch(options);
        _webhooks = new WebhookSender(options, _jobs, sources);
        foreach (string fault in options.Faults)
        {
            _faults.Add(new FaultRule(FaultSpec.Parse(fault)));
        }

        _app = BuildApp(options);
        MapProvider(new CallPipeline(options, _jobs, _faults, _counts, _rateLimits), sources);
        new AdminCalls(_jobs, _faults, _counts, _rateLimits, _webhooks).Map(_app);
    }

    /// <summary>For example <c>http://127.0.0.1:7080</c>, without a slash at its end.</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>Whether 25 answers of 429 within 5 minutes have blocked every caller.</summary>
    public bool IsIpBlocked => _rateLimits.IsBlocked;

    /// <summary>Most answers of 429 given within any 5 minutes.</summary>
    public int MostRateLimitedInFiveMinutes => _rateLimits.MostInWindow;

    /// <summary>Opens the journal, binds the port and serves.</summary>
    /// <exception cref="FormatException">A fault of the options is unknown.</exception>
    /// <exception cref="IOException">The port is taken, or another simulator uses the state file.</exception>
    public static async Task<BrightDataSimulator> StartAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        var simulator = new BrightDataSimulator(options);
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
        simulator._webhooks.Start(simulator.BaseUrl);
        return simulator;
    }

    /// <summary>What the provider would have billed; with a reference, only for the snapshots that carry it.</summary>
    public BillingReport Billing(string? reference = null) => Admin.Billing.Read(_jobs, reference);

    /// <summary>Calls per operation and status; <c>aborted</c> stands for one that a fault reset.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, long>> Requests() => _counts.Read();

    /// <summary>Adds a fault, <c>name[:value][@operation][*times]</c>.</summary>
    /// <exception cref="FormatException">The fault is unknown.</exception>
    public void AddFault(string fault) => _faults.Add(new FaultRule(FaultSpec.Parse(fault)));

    /// <summary>Removes all faults that were added; those in URLs of accepted jobs stay.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>Ends a running job now; false when there is no such job or it does not run.</summary>
    public bool Finish(string snapshotId)
    {
        if (_jobs.Find(snapshotId) is not { } job || !_jobs.TryFinish(job))
        {
            return false;
        }

        _webhooks.Schedule(job);
        return true;
    }

    /// <summary>Runs until the process is told to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _webhooks.DisposeAsync();
        _jobs.Dispose();
    }

    private static WebApplication BuildApp(SimulatorOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        // Standard output belongs to the line that names the port.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Error)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopWithin);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostInputBytes;
            // A client may read as slowly as it likes: back-pressure is its right.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        return builder.Build();
    }

    private void MapProvider(CallPipeline pipeline, RecordSources sources)
    {
        var download = new DownloadCall(pipeline, sources);
        var trigger = new TriggerCall(pipeline, sources, _faults, _webhooks, download);
        var snapshot = new SnapshotCalls(pipeline, _webhooks);
        var list = new ListCall(pipeline);
        RouteGroupBuilder v3 = _app.MapGroup("/datasets/v3");
        v3.MapPost("/trigger", (RequestDelegate)trigger.TriggerAsync);
        v3.MapPost("/scrape", (RequestDelegate)trigger.ScrapeAsync);
        v3.MapGet("/progress/{id}", (RequestDelegate)snapshot.ProgressAsync);
        v3.MapGet("/snapshot/{id}", (RequestDelegate)download.DownloadAsync);
        v3.MapGet("/snapshot/{id}/parts", (RequestDelegate)download.PartsAsync);
        v3.MapGet("/snapshot/{id}/input", (RequestDelegate)snapshot.InputAsync);
        v3.MapPost("/snapshot/{id}/cancel", (RequestDelegate)snapshot.CancelAsync);
        v3.MapPost("/snapshot/{id}/rerun", (RequestDelegate)snapshot.RerunAsync);
        v3.MapGet("/snapshots", (RequestDelegate)list.ListAsync);
        v3.MapGet("/log/{id}", (RequestDelegate)snapshot.LogAsync);
    }
}
