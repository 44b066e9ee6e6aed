using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.LinkedInPosts;

/// <summary>LinkedIn's dataset of posts.</summary>
internal static class LinkedInPostsDataset
{
    private const int Version = 1;

    public static DatasetMapper Mapper { get; } = new(
        "gd_lyy3tktm25m4avu764",
        LinkedInUrls.Platform,
        RecordKind.Post,
        Version,
        FieldTable.Of<LinkedInPostField>(),
        reader => new LinkedInPostMapping(reader));
}
