using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Functions.Runtime.Hosting;

/// <summary>The host of an application: starts in an order that leaves nothing half done, and stops within the drain time.</summary>
internal sealed class FunctionsHost(WebApplication app, FunctionsHostOptions options, HostPlan plan) : IHost, IAsyncDisposable
{
    private readonly ILogger _logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Functions.Runtime.Host");
    private bool _isStarted;

    public IServiceProvider Services => app.Services;

    /// <summary>Starts everything. What a person can mend ends in a message on stderr and exit code 1, and the host stops by itself.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await CheckAsync(cancellationToken);
            await StartServerAsync(cancellationToken);
            _isStarted = true;
        }
        catch (Exception fault) when (!options.ThrowStartupErrors && StartupFailure.MessageOf(fault) is not null)
        {
            StartupFailure.Report(StartupFailure.MessageOf(fault)!);
            Environment.ExitCode = StartupFailure.ExitCode;
            app.Lifetime.StopApplication();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (!_isStarted)
        {
            return;
        }

        try
        {
            await app.StopAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is OperationCanceledException or AggregateException)
        {
            Log.StopIncomplete(_logger, fault);
        }
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        plan.Listen.CheckFree();
        await DatabaseCheck.RunAsync(plan.ConnectionString, cancellationToken);
    }

    private async Task StartServerAsync(CancellationToken cancellationToken)
    {
        plan.Urls.Attach(app.Services.GetRequiredService<DurableTaskClient>());
        plan.Urls.ListenUrl = UrlOf(plan.Listen.Address, plan.Listen.Port);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await StopPartsAsync();
            throw plan.Listen.Refused("is already in use", fault);
        }

        string bound = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        plan.Urls.ListenUrl = UrlOf(plan.Listen.Address, new Uri(bound.Replace("[::]", "localhost", StringComparison.Ordinal)).Port);
        LogFunctions();
    }

    /// <summary>The engine may have started before the web server could not.</summary>
    private async Task StopPartsAsync()
    {
        foreach (IHostedService service in app.Services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }
    }

    private void LogFunctions()
    {
        foreach (FunctionRoute route in plan.Routes)
        {
            string methods = route.Methods.Count == 0 ? "ANY" : string.Join(',', route.Methods);
            Log.HttpFunction(_logger, route.Function.Name, methods, $"{plan.Urls.ListenUrl}/{route.Template}");
        }

        foreach (FunctionDescriptor function in plan.Functions.Where(one => one.Kind is not FunctionKind.Http))
        {
            Log.OtherFunction(_logger, function.Name, function.InputBindings[function.TriggerParameter.Name!].Type);
        }
    }

    private static string UrlOf(IPAddress address, int port) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
        ? $"http://localhost:{port}"
        : $"http://{new IPEndPoint(address, port)}";
}
