using Ingestion.Core.Limits;

namespace Ingestion.Core.Platforms.Meta;

/// <summary>
/// Meta counts in percent, and says in headers how much of what it allows is used: by the application, and by the Page or business. Its
/// numbers are not published, so that nothing can be counted here; calls stop before 100 percent, and at a refusal.
/// </summary>
/// <param name="stopAtPercent">At which percentage calls stop.</param>
/// <param name="pause">For how long, when Meta does not say.</param>
/// <remarks>
/// https://developers.facebook.com/docs/graph-api/overview/rate-limiting, as gathered in reference/provider-apis.md part 2. That 80001 and
/// 80002 are about the account is unconfirmed.
/// </remarks>
internal sealed class MetaLimits(int stopAtPercent, TimeSpan pause)
{
    private const string ApplicationCode = "4";

    private readonly Limit application = new("usage", LimitScope.Application) { FirstBackoff = pause };
    private readonly Limit account = new("usage", LimitScope.Account) { FirstBackoff = pause };

    internal IReadOnlyList<Limit> All => [application, account];

    internal IEnumerable<LimitNews> Read(LimitReport report)
    {
        (int percent, TimeSpan? regain) ofAccount = MetaUsage.OfAccount(report.Headers);
        int ofApplication = MetaUsage.OfApplication(report.Headers);
        if (report.IsRateLimited)
        {
            bool isOfApp = report.Code == ApplicationCode;
            yield return new LimitNews(isOfApp ? application : account)
            {
                IsRefusal = true,
                Wait = (isOfApp ? null : ofAccount.regain) ?? report.RetryAfter,
                Reason = $"Meta wants fewer calls of this {(isOfApp ? "application" : "account")} (code {report.Code})",
            };
        }
        else if (ofAccount.percent >= stopAtPercent || ofAccount.regain is not null)
        {
            yield return new LimitNews(account)
            {
                Wait = ofAccount.regain ?? pause,
                Reason = $"{ofAccount.percent} percent of what Meta allows for this account is used",
            };
        }

        if (ofApplication >= stopAtPercent)
        {
            yield return new LimitNews(application)
            {
                Wait = pause,
                Reason = $"{ofApplication} percent of what Meta allows for this application is used",
            };
        }
    }
}
