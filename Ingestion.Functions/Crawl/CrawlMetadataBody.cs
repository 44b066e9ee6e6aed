namespace Ingestion.Functions.Crawl;

/// <summary>`metadata` of a status: the order, as it was accepted.</summary>
internal sealed class CrawlMetadataBody(Core.Crawls.Crawl crawl)
{
    public string Platform => crawl.Request.Platform;

    public string? Competitor => crawl.Request.Competitor;

    public string? Brand => crawl.Request.Brand;

    public string? Category => crawl.Request.Category;

    public string DatasetId => crawl.Request.DatasetId;

    public string Url => crawl.Request.Url;

    public DateOnly? StartDate => crawl.Request.StartDate;

    public DateOnly? EndDate => crawl.Request.EndDate;

    public int? NumOfPosts => crawl.Request.NumOfPosts;

    public bool NumOfPostsIsDefault => crawl.Request.NumOfPostsIsDefault;

    public bool IncludeProfileData => crawl.Request.IncludeProfileData;

    public DateTimeOffset CreatedAt => crawl.CreatedAt;
}
