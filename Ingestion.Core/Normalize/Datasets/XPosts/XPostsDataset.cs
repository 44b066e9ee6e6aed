using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.XPosts;

/// <summary>X's dataset of posts.</summary>
internal static class XPostsDataset
{
    public static DatasetMapper Mapper { get; } = new(
        "gd_lwxkxvnf1cynvib9co", XUrls.Platform, RecordKind.Post, Version: 1, FieldTable.Of<XPostField>(),
        fields => new XPostMapping(fields));
}
