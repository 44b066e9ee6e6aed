using Functions.Runtime.Hosting;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The ASP.NET Core side of an invocation.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.functioncontextextensions"/>.</remarks>
public static class FunctionContextExtensions
{
    /// <summary>The request that an HTTP function is serving; null in any other function.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The ASP.NET Core context.</returns>
    public static HttpContext? GetHttpContext(this FunctionContext context) => (context as FunctionInvocation)?.HttpContext;
}
