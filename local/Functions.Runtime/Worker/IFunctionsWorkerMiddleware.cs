namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of the pipeline of an invocation; its end runs the function.</summary>
/// <param name="context">The invocation.</param>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.middleware.functionexecutiondelegate"/>.</remarks>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>Code around every function.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.middleware.ifunctionsworkermiddleware"/>.</remarks>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs before, and after it has awaited <paramref name="next"/>, after the function.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">The rest of the pipeline; not calling it skips the function.</param>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
