using System.Text.Json;
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
    private const string RegainField = "estimated_time_to_regain_access";

    private static readonly string[] Percentages = ["call_count", "total_time", "total_cputime"];

    private readonly Limit application = new("usage", LimitScope.Application) { FirstBackoff = pause };
    private readonly Limit account = new("usage", LimitScope.Account) { FirstBackoff = pause };

    internal IReadOnlyList<Limit> All => [application, account];

    internal IEnumerable<LimitNews> Read(LimitReport report)
    {
        (int percent, TimeSpan? regain) ofAccount = BusinessUsage(report);
        int ofApplication = Usage(report);
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

    private static int Usage(LimitReport report)
    {
        using JsonDocument? usage = Parse(report, "X-App-Usage");
        return usage is null ? 0 : PercentOf(usage.RootElement);
    }

    /// <summary>The worst of all kinds of use that the header lists, under the ids of Pages or businesses.</summary>
    private static (int Percent, TimeSpan? Regain) BusinessUsage(LimitReport report)
    {
        using JsonDocument? usage = Parse(report, "X-Business-Use-Case-Usage");
        if (usage is null)
        {
            return (0, null);
        }

        JsonElement[] uses =
        [
            .. usage.RootElement.EnumerateObject()
                .Where(business => business.Value.ValueKind == JsonValueKind.Array)
                .SelectMany(business => business.Value.EnumerateArray())
                .Where(use => use.ValueKind == JsonValueKind.Object),
        ];
        int minutes = uses.Select(use => Number(use, RegainField)).DefaultIfEmpty(0).Max();
        return (uses.Select(PercentOf).DefaultIfEmpty(0).Max(), minutes > 0 ? TimeSpan.FromMinutes(minutes) : null);
    }

    private static int PercentOf(JsonElement usage) => Percentages.Max(name => Number(usage, name));

    private static int Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out double number) && number is >= 0 and < int.MaxValue
            ? (int)Math.Ceiling(number)
            : 0;

    private static JsonDocument? Parse(LimitReport report, string header)
    {
        if (!report.Headers.TryGetValue(header, out string? text))
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
