using DurableTask.Core.Exceptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Hosting;

/// <summary>The HTTP API of the orchestrations below <c>/runtime/webhooks/durabletask</c>.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-http-api"/>.</remarks>
internal sealed class DurableHttpApi(DurableTaskClient client, HostKeys keys, DurableInstances instances, DurableStarts starts, ILogger logger)
{
    // Inputs and events are stored in every history: a large one would fill memory and database.
    private const long MaxBodyBytes = 1024 * 1024;
    private const string Instance = ManagementUrls.BasePath + "/instances/{instanceId}";

    /// <summary>Puts every route of the API on the web server.</summary>
    public void Map(WebApplication app)
    {
        MapRoute(app, HttpMethods.Get, ManagementUrls.BasePath + "/instances", instances.ListAsync);
        MapRoute(app, HttpMethods.Delete, ManagementUrls.BasePath + "/instances", instances.PurgeAllAsync);
        MapRoute(app, HttpMethods.Get, Instance, instances.ReadAsync);
        MapRoute(app, HttpMethods.Delete, Instance, instances.PurgeAsync);
        MapRoute(app, HttpMethods.Post, Instance + "/terminate", http => SteerAsync(
            http, (id, reason, token) => client.TerminateInstanceAsync(id, (object?)reason, token)));
        MapRoute(app, HttpMethods.Post, Instance + "/suspend", http => SteerAsync(http, client.SuspendInstanceAsync));
        MapRoute(app, HttpMethods.Post, Instance + "/resume", http => SteerAsync(http, client.ResumeInstanceAsync));
        MapRoute(app, HttpMethods.Post, Instance + "/restart", starts.RestartAsync);
        MapRoute(app, HttpMethods.Post, Instance + "/raiseEvent/{eventName}", starts.RaiseEventAsync);
        MapRoute(app, HttpMethods.Post, ManagementUrls.BasePath + "/orchestrators/{functionName}/{instanceId?}", starts.StartAsync);
    }

    /// <summary>Terminate, suspend and resume: 202, 404 for no instance, 410 for a finished one.</summary>
    private async Task SteerAsync(HttpContext http, Func<string, string?, CancellationToken, Task> steer)
    {
        string id = http.Id();
        OrchestrationMetadata? instance = await client.GetInstanceAsync(id, http.RequestAborted);
        int status = instance switch
        {
            null => StatusCodes.Status404NotFound,
            { IsCompleted: true } => StatusCodes.Status410Gone,
            _ => StatusCodes.Status202Accepted,
        };
        if (status == StatusCodes.Status202Accepted)
        {
            await steer(id, http.Request.Query["reason"], http.RequestAborted);
        }

        await DurableAnswer.Empty(http, status);
    }

    private void MapRoute(WebApplication app, string method, string pattern, Func<HttpContext, Task> serve) =>
        app.MapHostRoute(pattern, [method], http => ServeAsync(http, serve));

    private async Task ServeAsync(HttpContext http, Func<HttpContext, Task> serve)
    {
        int allowed = keys.StatusFor(http.Request, HostKeys.DurableKeyName);
        if (allowed != StatusCodes.Status200OK)
        {
            http.Response.StatusCode = allowed;
            return;
        }

        if (http.Request.HasNul())
        {
            await DurableAnswer.Error(http, StatusCodes.Status400BadRequest, "The query must not contain NUL.");
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBodyBytes;
        }

        ManagementUrls.Serve(http.Request);
        try
        {
            await serve(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (BadHttpRequestException fault)
        {
            await DurableAnswer.Empty(http, fault.StatusCode);
        }
        catch (OrchestrationAlreadyExistsException fault)
        {
            await DurableAnswer.Error(http, StatusCodes.Status409Conflict, fault.Message);
        }
        catch (ArgumentException fault)
        {
            await DurableAnswer.Error(http, StatusCodes.Status400BadRequest, fault.Message);
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            await FailAsync(http, fault);
        }
    }

    private Task FailAsync(HttpContext http, Exception fault)
    {
        if (DatabaseFaults.IsUnavailable(fault))
        {
            Log.DatabaseAway(logger, http.Request.Path, fault.Message);
            http.Response.Headers.RetryAfter = "5";
            return DurableAnswer.Error(http, StatusCodes.Status503ServiceUnavailable, "The durable runtime's database does not answer.");
        }

        Log.DurableApiFailed(logger, fault, http.Request.Path);
        return DurableAnswer.Error(http, StatusCodes.Status500InternalServerError, "Something went wrong while processing your request");
    }
}
