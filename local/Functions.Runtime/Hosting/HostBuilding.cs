using Functions.Runtime.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Functions.Runtime.Hosting;

/// <summary>Makes the host of an application: checks everything that can be checked, then builds the web server around it.</summary>
internal static class HostBuilding
{
    private const long MaxBodyBytes = 104_857_600;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(9);

    /// <exception cref="FunctionsStartupException">The application cannot run.</exception>
    public static IHost Build(
        WebApplicationBuilder web,
        FunctionsHostOptions options,
        HostSettings settings,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        var runtime = new FunctionRuntime(middleware);
        HostPlan plan = PlanOf(web.Configuration, options, settings, runtime);
        AddServices(web, plan, runtime);
        WebApplication app = web.Build();
        runtime.Attach(app.Services);
        MapRoutes(app, plan, runtime);
        return new FunctionsHost(app, options, plan);
    }

    private static HostPlan PlanOf(ConfigurationManager configuration, FunctionsHostOptions options, HostSettings settings, FunctionRuntime runtime)
    {
        IReadOnlyList<FunctionDescriptor> functions = FunctionCatalog.Find(options.FunctionTypes);
        HostKeys keys = HostKeys.Read(configuration["FunctionsRuntime:KeysFile"]);
        var registry = new FunctionRegistry();
        foreach (FunctionDescriptor function in functions)
        {
            Register(registry, function, runtime);
        }

        return new HostPlan
        {
            Functions = functions,
            Routes = FunctionRoutes.Of(functions, settings.HostJson.RoutePrefix),
            Timers = [.. functions.Where(one => one.Kind is FunctionKind.Timer).Select(one => TimerSchedule.Of(one, configuration))],
            Registry = registry,
            Engine = EngineOptions(configuration, settings.HostJson),
            Keys = keys,
            Listen = ListenSettings.Read(configuration, settings.LocalSettings, keys),
            Urls = new ManagementUrls { SystemKey = keys.DurableKey },
            Time = new InvocationTime(settings.HostJson.FunctionTimeout),
        };
    }

    private static void Register(FunctionRegistry registry, FunctionDescriptor function, FunctionRuntime runtime)
    {
        string? name = function.Trigger switch
        {
            OrchestrationTriggerAttribute trigger => trigger.Orchestration ?? function.Name,
            ActivityTriggerAttribute trigger => trigger.Activity ?? function.Name,
            _ => null,
        };
        if (name is null)
        {
            return;
        }

        try
        {
            runtime.Register(registry, function, name);
        }
        catch (ArgumentException fault)
        {
            throw new FunctionsStartupException($"Function '{function.Name}' ({function.EntryPoint}): {fault.Message}", fault);
        }
    }

    private static DurableEngineOptions EngineOptions(ConfigurationManager configuration, HostJson hostJson)
    {
        string? connectionString = configuration["FunctionsRuntime:PostgresConnectionString"];
        DatabaseCheck.Parse(connectionString);
        var engine = new DurableEngineOptions
        {
            ConnectionString = connectionString!,
            HostName = configuration["FunctionsRuntime:HostName"],
            DrainTimeout = DrainTime,
            FunctionTimeout = hostJson.FunctionTimeout,
        };
        engine.HubName = hostJson.HubName is { } hub ? SettingNames.Resolve(hub, configuration, "host.json (hubName)") : engine.HubName;
        engine.MaxConcurrentActivities = hostJson.MaxConcurrentActivities ?? engine.MaxConcurrentActivities;
        engine.MaxConcurrentOrchestrators = hostJson.MaxConcurrentOrchestrators ?? engine.MaxConcurrentOrchestrators;
        if (configuration["FunctionsRuntime:LeaseSeconds"] is { Length: > 0 } lease)
        {
            engine.LeaseDuration = double.TryParse(lease, out double seconds) && seconds is >= 1 and <= 3_600
                ? TimeSpan.FromSeconds(seconds)
                : throw new FunctionsStartupException($"FunctionsRuntime__LeaseSeconds is '{lease}'. Set it to a number from 1 to 3600.");
        }

        return engine;
    }

    private static void AddServices(WebApplicationBuilder web, HostPlan plan, FunctionRuntime runtime)
    {
        web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(plan.Listen.Address, plan.Listen.Port);
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.AddServerHeader = false;
        });
        web.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = StopTime;
            host.ServicesStopConcurrently = true;
        });
        web.Services.AddRouting();
        web.Services.AddMvcCore();
        web.Services.AddDurableEngine(plan.Registry, plan.Engine);
        if (plan.Timers.Count > 0)
        {
            AddTimers(web.Services, plan, runtime);
        }
    }

    private static void AddTimers(IServiceCollection services, HostPlan plan, FunctionRuntime runtime)
    {
        services.AddSingleton(provider =>
        {
            var connection = new NpgsqlConnectionStringBuilder(plan.ConnectionString) { MaxPoolSize = 2, MinPoolSize = 0 };
            return new TimerStore(NpgsqlDataSource.Create(connection), plan.Engine.HubName, plan.Engine.LeaseDuration);
        });
        services.AddSingleton(provider => new TimerService(
            plan.Timers,
            provider.GetRequiredService<TimerStore>(),
            runtime,
            new TimerContext(provider.GetRequiredService<TimeProvider>(), plan.Time, LoggerOf(provider))));
        services.AddHostedService(provider => provider.GetRequiredService<TimerService>());
    }

    private static void MapRoutes(WebApplication app, HostPlan plan, FunctionRuntime runtime)
    {
        IServiceProvider services = app.Services;
        FunctionRoutes.CheckConstraints(plan.Routes, services.GetRequiredService<ParameterPolicyFactory>());
        ILogger logger = LoggerOf(services);
        if (!plan.Keys.IsEnforced)
        {
            app.Use(LocalCallersOnly.ServeAsync);
        }

        app.UseNotFoundForWrongMethod();
        foreach (FunctionRoute route in plan.Routes)
        {
            app.MapFunction(route, new HttpFunctionEndpoint(route.Function, runtime, plan.Keys, plan.Time, logger));
        }

        app.MapAdminApi(plan.Functions, services.GetService<TimerService>(), plan.Keys);
        DurableTaskClient client = services.GetRequiredService<DurableTaskClient>();
        var instances = new DurableInstances(client, services.GetRequiredService<IOrchestrationHistory>());
        var starts = new DurableStarts(client, plan.Registry, plan.Urls, instances, services.GetRequiredService<TimeProvider>());
        new DurableHttpApi(client, plan.Keys, instances, starts, logger).Map(app);
    }

    private static ILogger LoggerOf(IServiceProvider services) =>
        services.GetRequiredService<ILoggerFactory>().CreateLogger("Functions.Runtime.Host");
}
