using Ingestion.Core.Normalize;

namespace Ingestion.Functions.Read;

/// <summary>The filters that every list of posts has.</summary>
internal static class PostFilters
{
    private static readonly string[] ContentTypes = [.. Enum.GetNames<ContentType>().Select(name => name.ToLowerInvariant())];

    public static void Read(FilterReader filters)
    {
        filters.Text("brand");
        filters.Text("competitor");
        filters.Text("category");
        filters.OneOf("content_type", ContentTypes);
        filters.Marked("hashtag", '#');
        filters.Words("q");
        filters.Period();
        filters.Uuid("crawl_id");
        filters.Text("snapshot_id");
    }
}
