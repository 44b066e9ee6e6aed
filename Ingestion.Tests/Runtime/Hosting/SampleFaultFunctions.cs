using Functions.Runtime.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Npgsql;

namespace Ingestion.Tests.Runtime.Hosting;

/// <summary>Functions that let a database's absence escape.</summary>
public static class SampleFaultFunctions
{
    [Function("StoreAway")]
    public static IResult StoreAway([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
        throw new DurableStoreUnavailableException("away", new IOException("gone"));

    [Function("ProductAway")]
    public static async Task<IResult> ProductAway([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
    {
        await using var connection = new NpgsqlConnection("Host=127.0.0.1;Port=1;Username=nobody");
        await connection.OpenAsync(request.HttpContext.RequestAborted);
        return Results.Ok();
    }

    [Function("BadSql")]
    public static IResult BadSql([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
        throw new PostgresException("no such column", "ERROR", "ERROR", PostgresErrorCodes.UndefinedColumn);
}
