using Ingestion.Core.Normalize;

namespace Ingestion.Core.Privacy;

/// <summary>Who was erased on one platform, as far as tombstones tell. Not for several threads.</summary>
/// <param name="platform">Lower case: <c>facebook</c>.</param>
/// <param name="hashes">Of ids and handles, in lower-case hex.</param>
internal sealed class ErasedPeople(string platform, IReadOnlySet<string> hashes)
{
    // The posts of a page have one author.
    private (string? Id, string Handle) last;
    private bool wasErased;

    /// <summary>By the id or the handle: either is enough, for one of them may be of another API, or new.</summary>
    internal bool Has(string? id, string handle)
    {
        if (hashes.Count == 0)
        {
            return false;
        }

        if (last != (id, handle))
        {
            last = (id, handle);
            wasErased = IsListed(PersonHash.Handle, handle) || (id is not null && IsListed(PersonHash.Id, id));
        }

        return wasErased;
    }

    internal bool Has(CanonicalPost post) => Has(post.Author.Id, post.Author.Handle);

    internal bool Has(CanonicalProfile profile) => Has(profile.ProfileId, profile.Handle);

    /// <summary>Takes their records out of a batch.</summary>
    /// <returns>How many records that were.</returns>
    internal int RemoveFrom(RecordBatch batch)
    {
        if (hashes.Count == 0)
        {
            return 0;
        }

        batch.Authors.RemoveAll(Has);
        return batch.Posts.RemoveAll(Has) + batch.Profiles.RemoveAll(Has);
    }

    private bool IsListed(string kind, string name) => hashes.Contains(Convert.ToHexStringLower(PersonHash.Of(platform, kind, name)));
}
