using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Tests.Runtime.Hosting;

/// <summary>One HTTP function for each authorization level.</summary>
public static class SampleKeyFunctions
{
    [Function("Open")]
    public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Ok(request.Path.Value);

    [Function("Keyed")]
    public static IResult Keyed([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => Results.Ok(request.Path.Value);

    [Function("Master")]
    public static IResult Master([HttpTrigger(AuthorizationLevel.Admin)] HttpRequest request) => Results.Ok(request.Path.Value);
}
