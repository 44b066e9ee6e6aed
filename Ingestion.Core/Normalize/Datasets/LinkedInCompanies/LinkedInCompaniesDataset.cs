using Ingestion.Core.Normalize.Datasets.LinkedInPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.LinkedInCompanies;

/// <summary>LinkedIn's dataset of companies.</summary>
internal static class LinkedInCompaniesDataset
{
    private const int Version = 1;

    public static DatasetMapper Mapper { get; } = new(
        "gd_l1vikfnt1wgvvqz95w",
        LinkedInUrls.Platform,
        RecordKind.Profile,
        Version,
        FieldTable.Of<LinkedInCompanyField>(),
        reader => new LinkedInCompanyMapping(reader));
}
