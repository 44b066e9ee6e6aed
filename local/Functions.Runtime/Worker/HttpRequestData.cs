namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A request as the worker sees it without ASP.NET Core. Only what the durable client's methods ask of it.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.http.httprequestdata"/>.</remarks>
public abstract class HttpRequestData
{
    /// <summary>The absolute URL of the request.</summary>
    public abstract Uri Url { get; }
}
