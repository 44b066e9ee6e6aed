using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Tests.Runtime.Hosting;

/// <summary>Functions of every shape that the HTTP tests call.</summary>
public sealed class SampleHttpFunctions(ScopedCounter counter)
{
    private const string Error = "it broke";

    [Function("Plain")]
    public static IActionResult Plain([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new OkObjectResult(request.Method);

    [Function("ReadThing")]
    public static IActionResult ReadThing(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id}")] HttpRequest request, string id) =>
        new OkObjectResult(new { Id = id, Kind = ThingKind.Second, Missing = (string?)null });

    [Function("WriteThing")]
    public static async Task<IActionResult> WriteThing(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "things/{name}")] HttpRequest request, string name)
    {
        using var reader = new StreamReader(request.Body);
        return new ContentResult { Content = $"{name}={(await reader.ReadToEndAsync()).Length}", StatusCode = StatusCodes.Status201Created };
    }

    [Function("Typed")]
    public static async ValueTask<IResult> Typed(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "typed/{number:int}/{big}/{id:guid}/{rest?}")] HttpRequest request,
        int number,
        long big,
        Guid id,
        string? rest,
        int? page)
    {
        await Task.Yield();
        return Results.Text($"{number} {big} {id:N} {rest ?? "-"} {page?.ToString() ?? "-"}");
    }

    [Function("ReturnsText")]
    public static string ReturnsText([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "not written";

    [Function("WritesItself")]
    public static async Task WritesItself([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        request.HttpContext.Response.StatusCode = StatusCodes.Status418ImATeapot;
        await request.HttpContext.Response.WriteAsync("by hand");
    }

    [Function("Throws")]
    [SuppressMessage("Usage", "CA2201", Justification = "Any exception will do.")]
    public static Task<IActionResult> Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new Exception(Error);

    [Function("Context")]
    public static IActionResult Context([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context) =>
        new OkObjectResult(string.Join(
            ' ',
            context.FunctionDefinition.Name,
            context.FunctionDefinition.InputBindings["request"].Type,
            ReferenceEquals(context.GetHttpContext(), request.HttpContext),
            Guid.TryParse(context.InvocationId, out _)));

    [Function("Scoped")]
    public IActionResult Scoped([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
    {
        var again = (ScopedCounter)context.InstanceServices.GetService(typeof(ScopedCounter))!;
        again.Count++;
        return new OkObjectResult($"{counter.Count}");
    }

    [Function("Waits")]
    public static async Task<IActionResult> Waits(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken)
    {
        var signals = (WaitSignals)request.HttpContext.RequestServices.GetService(typeof(WaitSignals))!;
        signals.Entered.TrySetResult();
        try
        {
            await signals.Release.Task.WaitAsync(cancellationToken);
            return new OkObjectResult("waited");
        }
        catch (OperationCanceledException)
        {
            signals.Cancelled.SetResult();
            throw;
        }
    }
}

/// <summary>An enum on the wire.</summary>
public enum ThingKind
{
    /// <summary>Number 0.</summary>
    First,

    /// <summary>Number 1.</summary>
    Second,
}

/// <summary>A service with one instance per invocation.</summary>
public sealed class ScopedCounter
{
    public int Count { get; set; }
}

/// <summary>Where a waiting function is.</summary>
public sealed class WaitSignals
{
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
