using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Ingestion.Functions.Sync;

/// <summary>Answer to a request for a sync. The list of the account's jobs shows its progress and its end.</summary>
internal sealed class CollectBody(HttpRequest request, StatusLinks links, Guid accountId, Guid jobId, bool isJoined)
{
    public string Status { get; } = "success";

    public string Message { get; } = isJoined ? "Data collection is under way already" : "Data collection started";

    public Guid AccountId => accountId;

    public Guid JobId => jobId;

    public string JobsUrl => $"/api/data/jobs/{accountId}";

    public string StatusUrl => links.Absolute(request, JobsUrl);
}
