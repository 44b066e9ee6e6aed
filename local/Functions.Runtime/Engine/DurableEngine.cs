using Functions.Runtime.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Engine;

/// <summary>The durable engine of one host process: claims instances and activities of its task hub, runs them, and stores what
/// they did.</summary>
internal sealed class DurableEngine : IHostedService, IAsyncDisposable
{
    // The last part of the drain time is for storing results and releasing what is left.
    private const double DrainShare = 0.8;
    private static readonly TimeSpan DrainLook = TimeSpan.FromMilliseconds(20);

    private readonly DurableEngineOptions options;
    private readonly ILogger logger;
    private readonly DurableDatabase database;
    private readonly HostLease lease;
    private readonly EngineWriter writer;
    private readonly ActivityRunner activities;
    private readonly OrchestrationRunner orchestrations;
    private readonly Dispatcher dispatcher;
    private readonly CancellationTokenSource stopping = new();
    private Task loop = Task.CompletedTask;
    private bool isStopped;

    public DurableEngine(FunctionRegistry registry, DurableEngineOptions options, ILoggerFactory loggers)
    {
        this.options = options;
        logger = loggers.CreateLogger<DurableEngine>();
        database = new DurableDatabase(options.ConnectionString);
        lease = new HostLease(database, options, logger);
        writer = new EngineWriter(database, options.HubName, lease, logger);
        activities = new ActivityRunner(registry, options, writer, lease, logger);
        writer.Activities = activities;
        var claims = new WorkClaims(database, options.HubName);
        var queries = new InstanceQueries(database, options.HubName);
        var control = new InstanceControl(database, options.HubName);
        var pages = new HistoryPages(database);
        orchestrations = new OrchestrationRunner(
            registry, options, new EngineStore(claims, writer, pages, control), loggers);
        dispatcher = new Dispatcher(claims, orchestrations, activities, lease, logger) { PollInterval = options.PollInterval };
        var waiters = new CompletionWaiters(queries, options.PollInterval, logger) { IsActiveHere = orchestrations.IsActive };
        orchestrations.Changed = waiters.Publish;
        writer.InstancePlaces = () => stopping.IsCancellationRequested ? 0 : Math.Max(0, orchestrations.FreePlaces);
        writer.StartInstance = orchestrations.Start;
        writer.LeftBehind = dispatcher.NoteStray;
        writer.Woken = dispatcher.Wake;
        var clientWriter = new ClientWriter(new ClientBatch(database, options.HubName))
        {
            LocalHost = LocalHost,
            Start = orchestrations.Start,
            Woken = dispatcher.Wake,
            LeftBehind = dispatcher.NoteStray,
        };
        Client = new EngineClient(options.HubName, clientWriter, queries, control, waiters);
        History = new OrchestrationHistory(queries, pages);
    }

    public DurableTaskClient Client { get; }

    public IOrchestrationHistory History { get; }

    /// <summary>Brings the schema up to date, registers the host and starts to claim work.</summary>
    /// <exception cref="DurableStoreUnavailableException">The database is away.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Migrator.MigrateAsync(database.Source, cancellationToken);
        }
        catch (Exception exception) when (PostgresErrors.IsUnavailable(exception))
        {
            throw PostgresErrors.Unavailable(exception);
        }

        lease.Start();
        loop = dispatcher.RunAsync(stopping.Token);
    }

    /// <summary>Stops claiming, lets running work end within the drain time, stores what ended and releases the rest.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (isStopped)
        {
            return;
        }

        isStopped = true;
        Guid hostId = lease.Current?.HostId ?? Guid.Empty;
        await stopping.CancelAsync();
        await loop;
        activities.BeginDrain();
        long begun = TimeProvider.System.GetTimestamp();
        while (activities.Count + orchestrations.Count > 0 && !cancellationToken.IsCancellationRequested
            && TimeProvider.System.GetElapsedTime(begun) < options.DrainTimeout * DrainShare)
        {
            await Task.Delay(DrainLook, TimeProvider.System, CancellationToken.None);
        }

        int left = activities.Count + orchestrations.Count;
        writer.Abandon();
        lease.Stop();
        Log.Stopped(logger, hostId, left);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        lease.Dispose();
        dispatcher.Dispose();
        activities.Dispose();
        orchestrations.Dispose();
        writer.Dispose();
        stopping.Dispose();
        await database.DisposeAsync();
    }

    private Guid? LocalHost(int wanted) =>
        !stopping.IsCancellationRequested && orchestrations.FreePlaces >= wanted ? lease.Current?.HostId : null;
}
