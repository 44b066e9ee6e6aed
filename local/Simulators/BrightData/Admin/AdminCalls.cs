using System.Text.Json;
using Simulators.BrightData.Faults;
using Simulators.BrightData.Jobs;
using Simulators.BrightData.Webhooks;

namespace Simulators.BrightData.Admin;

/// <summary>The simulator's own calls under <c>/_simulator</c>; they need no key.</summary>
internal sealed class AdminCalls(JobBook jobs, FaultBoard faults, RequestCounts counts, RateLimitWatch rateLimits, WebhookSender webhooks)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder admin = routes.MapGroup("/_simulator");
        admin.MapGet("/health", (RequestDelegate)(c => Send(c, Answer.OfJson(200, new { status = "healthy", jobs = jobs.Count }))));
        admin.MapGet("/billing", (RequestDelegate)(c => Send(c, Answer.OfJson(200, Billing.Read(jobs, c.Request.Query["reference"])))));
        admin.MapGet("/requests", (RequestDelegate)(c => Send(c, Requests())));
        admin.MapGet("/faults", (RequestDelegate)(c => Send(c, Faults())));
        admin.MapPost("/faults", (RequestDelegate)AddFaultsAsync);
        admin.MapDelete("/faults", (RequestDelegate)(c => Send(c, ClearFaults())));
        admin.MapPost("/reset", (RequestDelegate)(c => Send(c, Reset(c.Request.Query["only"]))));
        admin.MapPost("/snapshots/{id}/finish", (RequestDelegate)(c => Send(c, Finish(c.Request.RouteValues["id"] as string))));
    }

    private static Task Send(HttpContext context, Answer answer) => answer.WriteAsync(context);

    private Answer Requests() => Answer.OfJson(200, new
    {
        operations = counts.Read(),
        rate_limited = new { total = rateLimits.Total, most_in_5_minutes = rateLimits.MostInWindow, ip_blocked = rateLimits.IsBlocked },
        webhooks = webhooks.Counts,
    });

    private Answer Faults() => Answer.OfJson(200, new { faults = faults.Rules.Select(f => f.ToString()).ToArray() });

    private Answer ClearFaults()
    {
        faults.Clear();
        return Faults();
    }

    private async Task AddFaultsAsync(HttpContext context)
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            List<FaultRule> rules = body.RootElement.ValueKind == JsonValueKind.Array
                ? [.. body.RootElement.EnumerateArray().Select(FaultRequest.Read)]
                : [FaultRequest.Read(body.RootElement)];
            rules.ForEach(faults.Add);
            await Send(context, Faults());
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            await Send(context, Answer.OfJson(400, new { error = e.Message }));
        }
    }

    private Answer Reset(string? only)
    {
        switch (only)
        {
            case null or "":
                jobs.Clear();
                faults.Clear();
                counts.Clear();
                rateLimits.Clear();
                break;
            case "ip_block":
                rateLimits.Clear();
                break;
            case "requests":
                counts.Clear();
                break;
            default:
                return Answer.OfJson(400, new { error = $"'only' may be ip_block or requests, not '{only}'." });
        }

        return Answer.OfJson(200, new { status = "reset" });
    }

    private Answer Finish(string? id)
    {
        if (jobs.Find(id) is not { } job)
        {
            return Answer.SnapshotMissing;
        }

        bool finished = jobs.TryFinish(job);
        if (finished)
        {
            webhooks.Schedule(job);
        }

        return Answer.OfJson(200, new { snapshot_id = job.Id, status = JobStatusText.Of(jobs.StatusOf(job)), finished });
    }
}
