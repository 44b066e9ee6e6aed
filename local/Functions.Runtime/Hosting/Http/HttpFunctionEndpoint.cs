using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Hosting;

/// <summary>Serves the requests of one HTTP function.</summary>
internal sealed class HttpFunctionEndpoint(FunctionDescriptor function, FunctionRuntime runtime, HostKeys keys, InvocationTime time, ILogger logger)
{
    private const string RetryAfterSeconds = "5";
    private static readonly ActionDescriptor NoAction = new();
    private readonly AuthorizationLevel _level = ((HttpTriggerAttribute)function.Trigger).AuthLevel;

    public async Task InvokeAsync(HttpContext http)
    {
        if (!keys.Allows(http.Request, _level))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (function.UsesClient)
        {
            ManagementUrls.Serve(http.Request);
        }

        using CancellationTokenSource? limit = time.IsLimited ? time.Start(http.RequestAborted) : null;
        try
        {
            await using var invocation = new FunctionInvocation(function, runtime) { HttpContext = http, Token = limit?.Token ?? default };
            await WriteAsync(http, await runtime.RunAsync(invocation));
        }
        catch (Exception fault)
        {
            Fail(http, fault, isOutOfTime: limit is { IsCancellationRequested: true });
        }
    }

    /// <summary>What is no result of ASP.NET Core writes nothing, as on the official host.</summary>
    private static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        IResult one => one.ExecuteAsync(http),
        IActionResult one => one.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), NoAction)),
        _ => Task.CompletedTask,
    };

    private void Fail(HttpContext http, Exception fault, bool isOutOfTime)
    {
        if (fault is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        int status = StatusOf(fault, isOutOfTime);
        if (http.Response.HasStarted)
        {
            // The status is on its way: only a cut connection still tells the caller.
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
        }
    }

    private int StatusOf(Exception fault, bool isOutOfTime)
    {
        switch (fault)
        {
            case BadHttpRequestException request:
                return request.StatusCode;
            case var _ when DatabaseFaults.IsUnavailable(fault):
                Log.DatabaseAway(logger, function.Name, fault.Message);
                return StatusCodes.Status503ServiceUnavailable;
            case OperationCanceledException when isOutOfTime:
                Log.TimedOut(logger, function.Name, time.Limit);
                return StatusCodes.Status500InternalServerError;
            default:
                Log.FunctionFailed(logger, fault, function.Name);
                return StatusCodes.Status500InternalServerError;
        }
    }
}
