using System.Runtime.CompilerServices;
using Functions.Runtime.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Runtime.Engine;

/// <summary>The pages of a query, by keyset: instances that are created meanwhile come last.</summary>
internal sealed class InstancePages(InstanceQueries queries, OrchestrationQuery query) : AsyncPageable<OrchestrationMetadata>
{
    public override IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(
        string? continuationToken = null, int? pageSizeHint = null) => ReadAsync(continuationToken, pageSizeHint);

    private async IAsyncEnumerable<Page<OrchestrationMetadata>> ReadAsync(
        string? continuationToken, int? pageSizeHint, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? token = continuationToken ?? query.ContinuationToken;
        int size = Math.Max(1, pageSizeHint ?? query.PageSize);
        do
        {
            (List<OrchestrationMetadata> values, token) = await queries.ListAsync(query, token, size, cancellationToken);
            yield return new Page<OrchestrationMetadata>(values, token);
        }
        while (token is not null);
    }
}
