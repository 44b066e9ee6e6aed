using System.Text.Json.Nodes;
using Functions.Runtime.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Runtime.Hosting;

/// <summary>Reads and purges instances over HTTP.</summary>
internal sealed class DurableInstances(DurableTaskClient client, IOrchestrationHistory histories)
{
    private const string TokenHeader = "x-ms-continuation-token";
    private const string PollAfterSeconds = "5";
    private const int MaxPageSize = 1000;

    /// <summary>GET /instances/{id}.</summary>
    public async Task ReadAsync(HttpContext http)
    {
        HttpRequest request = http.Request;
        OrchestrationMetadata? instance = await client.GetInstanceAsync(http.Id(), getInputsAndOutputs: true, http.RequestAborted);
        if (instance is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        JsonArray? history = request.Flag("showHistory", otherwise: false)
            ? await histories.ReadAsync(instance.InstanceId, request.Flag("showHistoryOutput", otherwise: false), http.RequestAborted)
            : null;
        int status = StatusOf(instance, request.Flag("returnInternalServerErrorOnFailure", otherwise: false));
        if (status == StatusCodes.Status202Accepted)
        {
            http.Response.Headers.Location = request.GetEncodedUrl();
            http.Response.Headers.RetryAfter = PollAfterSeconds;
        }

        bool showInput = request.Flag("showInput", otherwise: true);
        await DurableAnswer.Json(http, status, json => DurableStatusJson.Write(json, instance, showInput, history));
    }

    /// <summary>GET /instances.</summary>
    public async Task ListAsync(HttpContext http)
    {
        HttpRequest request = http.Request;
        string? token = request.Headers[TokenHeader];
        var query = new OrchestrationQuery(
            request.Time("createdTimeFrom"),
            request.Time("createdTimeTo"),
            request.Statuses("runtimeStatus"),
            InstanceIdPrefix: request.Query["instanceIdPrefix"],
            PageSize: Math.Min(request.Number("top") ?? OrchestrationQuery.DefaultPageSize, MaxPageSize),
            FetchInputsAndOutputs: true,
            ContinuationToken: string.IsNullOrEmpty(token) ? null : token);
        Page<OrchestrationMetadata> page = await FirstPageAsync(client.GetAllInstancesAsync(query), query, http.RequestAborted);
        bool showInput = request.Flag("showInput", otherwise: true);
        http.Response.Headers[TokenHeader] = page.ContinuationToken ?? string.Empty;
        await DurableAnswer.Json(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray();
            foreach (OrchestrationMetadata instance in page.Values)
            {
                DurableStatusJson.Write(json, instance, showInput, history: null);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>DELETE /instances/{id}.</summary>
    public async Task PurgeAsync(HttpContext http)
    {
        string id = http.Id();
        switch (await client.GetInstanceAsync(id, http.RequestAborted))
        {
            case null:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            case { IsCompleted: false } running:
                await DurableAnswer.Json(http, StatusCodes.Status412PreconditionFailed, json => json.WriteStringValue(
                    $"Only orchestrations in a terminal state can be purged; instance {id} is {running.RuntimeStatus}."));
                return;
            default:
                PurgeResult result = await client.PurgeInstanceAsync(id, http.RequestAborted);
                await DeletedAsync(http, result.PurgedInstanceCount);
                return;
        }
    }

    /// <summary>DELETE /instances: finished instances by time of creation and status.</summary>
    public async Task PurgeAllAsync(HttpContext http)
    {
        if (http.Request.Time("createdTimeFrom") is not { } from)
        {
            await DurableAnswer.Json(http, StatusCodes.Status400BadRequest, json =>
                json.WriteStringValue("Please provide value for 'createdTimeFrom' parameter."));
            return;
        }

        var filter = new PurgeInstancesFilter(from, http.Request.Time("createdTimeTo"), http.Request.Statuses("runtimeStatus"));
        PurgeResult result = await client.PurgeAllInstancesAsync(filter, http.RequestAborted);
        await DeletedAsync(http, result.PurgedInstanceCount);
    }

    private static Task DeletedAsync(HttpContext http, int count) => count == 0
        ? DurableAnswer.Empty(http, StatusCodes.Status404NotFound)
        : DurableAnswer.Json(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("instancesDeleted", count);
            json.WriteEndObject();
        });

    private static async Task<Page<OrchestrationMetadata>> FirstPageAsync(
        AsyncPageable<OrchestrationMetadata> instances, OrchestrationQuery query, CancellationToken cancellationToken)
    {
        await foreach (Page<OrchestrationMetadata> page in instances.AsPages(query.ContinuationToken, query.PageSize)
            .WithCancellation(cancellationToken))
        {
            return page;
        }

        return new Page<OrchestrationMetadata>([]);
    }

    private static int StatusOf(OrchestrationMetadata instance, bool failureIsError) => instance.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Failed when failureIsError => StatusCodes.Status500InternalServerError,
        _ when instance.IsCompleted => StatusCodes.Status200OK,
        _ => StatusCodes.Status202Accepted,
    };
}
