using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function by an HTTP request. The parameter is a <see cref="AspNetCore.Http.HttpRequest"/>.</summary>
/// <remarks>
/// Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.httptriggerattribute"/>, with its
/// trap: methods without a level mean <see cref="AuthorizationLevel.Anonymous"/>, nothing at all means <see cref="AuthorizationLevel.Function"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>All methods, <see cref="AuthorizationLevel.Function"/>.</summary>
    public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

    /// <summary>The given methods, <see cref="AuthorizationLevel.Anonymous"/>.</summary>
    /// <param name="methods">HTTP methods in any case, for example <c>post</c>; none means all.</param>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>All methods.</summary>
    /// <param name="authLevel">The key that is asked for.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>The given methods and key.</summary>
    /// <param name="authLevel">The key that is asked for.</param>
    /// <param name="methods">HTTP methods in any case; none means all.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>Route template below the route prefix, for example <c>api/v1/crawl/{crawlId}/status</c>. Default: the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>Accepted HTTP methods; null or empty means all.</summary>
    public string[]? Methods { get; }

    /// <summary>The key that is asked for.</summary>
    public AuthorizationLevel AuthLevel { get; }
}
