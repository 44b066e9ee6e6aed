using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Functions.Runtime.Hosting;

/// <summary>Puts functions on the web server's routes.</summary>
internal static class FunctionRouting
{
    /// <summary>Marks a route of this host.</summary>
    private sealed class HostRoute;

    /// <summary>The official host answers 404 where ASP.NET Core answers 405: its endpoint for that is the only one without our mark.</summary>
    public static void UseNotFoundForWrongMethod(this WebApplication app) => app.Use(static (http, next) =>
    {
        if (http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<HostRoute>() is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(http);
    });

    public static void MapHostRoute(this IEndpointRouteBuilder routes, string pattern, IEnumerable<string> methods, RequestDelegate serve) =>
        routes.MapMethods(pattern, methods, serve).WithMetadata(new HostRoute());

    public static void MapFunction(this IEndpointRouteBuilder routes, FunctionRoute route, HttpFunctionEndpoint endpoint)
    {
        IEndpointConventionBuilder mapped = route.Methods.Count == 0
            ? routes.Map(route.Pattern, endpoint.InvokeAsync)
            : routes.Map(route.Pattern, endpoint.InvokeAsync).WithMetadata(new HttpMethodMetadata(route.Methods));
        mapped.WithMetadata(new HostRoute()).WithDisplayName(route.Function.Name);
    }
}
