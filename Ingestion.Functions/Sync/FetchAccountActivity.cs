using Ingestion.Core.Sync;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Sync;

/// <summary>Reads pages of an account from its platform. Idempotent: a repeated run stages blocks of its own.</summary>
public sealed class FetchAccountActivity(AccountFetch fetch)
{
    [Function(FunctionNames.FetchAccount)]
    public Task<FetchResult> RunAsync([ActivityTrigger] FetchInput input, CancellationToken cancellationToken) =>
        fetch.RunAsync(input, cancellationToken);
}
