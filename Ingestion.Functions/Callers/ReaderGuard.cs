using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Callers;

/// <summary>Lets every caller in; <see cref="Caller.Scope"/> says what the caller sees.</summary>
public sealed class ReaderGuard(CallerReader callers, ApiGuard guard) : RoleGuard<Caller>("reader", callers, guard)
{
    /// <summary>Runs a route about one crawl, whose id an error answer and the log name.</summary>
    internal Task<IActionResult> RunAsync(
        HttpRequest request, string crawlId, Func<Caller, Guid, Task<IActionResult>> handle) =>
        RunAsync(request, "crawl_id", crawlId, (caller, id) => Guard.RunAsync(() => handle(caller, id), id));

    private protected override Caller Admit(Caller caller) => caller;
}
