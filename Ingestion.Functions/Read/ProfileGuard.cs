using Ingestion.Core.Accounts;
using Ingestion.Functions.Accounts;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Read;

/// <summary>
/// The edge of the routes about one profile. It is named as `platform:handle`, for every caller, or by the id of a connected
/// account, for its owner only.
/// </summary>
public sealed class ProfileGuard(AccountStore accounts, ReaderGuard readers, OwnerGuard owners, ApiGuard guard)
{
    internal Task<IActionResult> RunAsync<TQuery>(
        HttpRequest request,
        string accountId,
        Func<AccountId, QueryReader, TQuery> read,
        Func<AccountId, TQuery, Task<IActionResult>> handle,
        CancellationToken cancellationToken)
    {
        return Guid.TryParseExact(accountId, "D", out Guid id)
            ? owners.RunAsync(request, Later, async (owner, _) =>
                await accounts.FindProfileAsync(owner, id, cancellationToken) is { } profile
                    ? await RunAsync(new AccountId(profile.Platform, profile.Handle))
                    : AccountAnswers.Unknown(id))
            : readers.RunAsync(request, Later, (_, _) => AccountId.TryParse(accountId) is { } account
                ? RunAsync(account)
                : Task.FromResult(NotFound.Profile(accountId)));

        Task<IActionResult> RunAsync(AccountId account) =>
            guard.RunAsync(request, parameters => read(account, parameters), query => handle(account, query));
    }

    /// <summary>The parameters are read when the profile is known, which is one of the list's filters.</summary>
    private static bool Later<TCaller>(TCaller caller, QueryReader parameters)
    {
        parameters.AllowOthers();
        return true;
    }
}
