using System.Globalization;
using CrashHost;
using Functions.Runtime.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// A durable host of its own process, to be killed or stopped by the crash tests. Arguments: connection string, task hub,
// lease in seconds, host name (empty for none).
HostApplicationBuilder builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromMinutes(3));
builder.Services.AddDurableEngine(CrashFunctions.Create(args[0]), new DurableEngineOptions
{
    ConnectionString = args[0],
    HubName = args[1],
    LeaseDuration = TimeSpan.FromSeconds(double.Parse(args[2], CultureInfo.InvariantCulture)),
    HostName = args[3].Length == 0 ? null : args[3],
    PollInterval = TimeSpan.FromMilliseconds(50),
    MaxConcurrentActivities = 5,
    DrainTimeout = TimeSpan.FromSeconds(3),
});
using IHost host = builder.Build();
await host.StartAsync();
await Console.Out.WriteLineAsync("ready");
await host.WaitForShutdownAsync();
