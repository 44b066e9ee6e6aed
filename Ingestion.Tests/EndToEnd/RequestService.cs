using Ingestion.Tests.Accounts;

namespace Ingestion.Tests.EndToEnd;

/// <summary>A running service with a small default cap, a budget, and webhooks that need no DNS.</summary>
public sealed class RequestService : AccountService
{
    public const int DefaultMaxPosts = 7;

    internal override (string Name, string Value)[] Settings =>
    [
        .. base.Settings,
        ("Crawl__DefaultMaxPosts", "7"),
        ("Budget__MonthlyRecordsPerBrand", "50"),
        ("Webhooks__PrivateHosts", "127.0.0.1"),
    ];
}
