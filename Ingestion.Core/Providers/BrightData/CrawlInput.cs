namespace Ingestion.Core.Providers.BrightData;

/// <summary>What a crawl asks of the provider: one public page and how much of it.</summary>
/// <param name="DatasetId">The provider's dataset, for example <c>gd_lkaxegm826bjpoo9m5</c>.</param>
/// <param name="Platform">A name of <see cref="PlatformHosts"/>, for example <c>facebook</c>.</param>
/// <param name="Url">The public page, absolute, for example <c>https://www.facebook.com/ESPN</c>.</param>
/// <param name="NumOfPosts">How many records at most; null leaves it to the provider.</param>
/// <param name="StartDate">First day (UTC) of posts wanted; null is no lower bound.</param>
/// <param name="EndDate">Last day (UTC) of posts wanted; null is no upper bound.</param>
public sealed record CrawlInput(
    string DatasetId,
    string Platform,
    string Url,
    int? NumOfPosts = null,
    DateOnly? StartDate = null,
    DateOnly? EndDate = null);
