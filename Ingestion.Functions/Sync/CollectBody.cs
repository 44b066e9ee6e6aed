using Ingestion.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Sync;

/// <summary>Answer to a request for a sync. Durable's URLs tell how it goes, and `jobs_url` what became of it.</summary>
internal sealed record CollectBody : ManagedBody
{
    public CollectBody(HttpManagementPayload urls, Guid accountId, Guid jobId, bool isJoined)
        : base(urls)
    {
        Message = isJoined ? "Data collection is under way already" : "Data collection started";
        AccountId = accountId;
        JobId = jobId;
        JobsUrl = $"/api/data/jobs/{accountId}";
    }

    public string Status { get; } = "success";

    public string Message { get; }

    public Guid AccountId { get; }

    public Guid JobId { get; }

    public string JobsUrl { get; }
}
