using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Tests.Normalize;

/// <summary>All that came out of one raw file.</summary>
internal sealed class NormalizedFile(FieldTally tally)
{
    public List<CanonicalPost> Posts { get; } = [];

    public List<CanonicalProfile> Profiles { get; } = [];

    public List<CanonicalProfile> Authors { get; } = [];

    public List<RejectedRecord> Rejected { get; } = [];

    public List<ProviderErrorRecord> ProviderErrors { get; } = [];

    public FieldTally Tally => tally;

    public int Batches { get; private set; }

    public int Records => Posts.Count + Profiles.Count + Rejected.Count + ProviderErrors.Count;

    public void Add(RecordBatch batch)
    {
        Posts.AddRange(batch.Posts);
        Profiles.AddRange(batch.Profiles);
        Authors.AddRange(batch.Authors);
        Rejected.AddRange(batch.Rejected);
        ProviderErrors.AddRange(batch.ProviderErrors);
        Batches++;
    }
}
