using Ingestion.Core.Normalize;

namespace Ingestion.Core.Store;

/// <summary>
/// What the posts seen so far tell about their authors. Of the observations that know the same fields of an author only the
/// latest is kept: the posts of a page have one author, and the merge can tell the rest.
/// </summary>
internal sealed class AuthorFold
{
    private readonly Dictionary<(string Handle, int Known), CanonicalProfile> authors = [];

    public int Count => authors.Count;

    public IReadOnlyCollection<CanonicalProfile> Profiles => authors.Values;

    public void Add(CanonicalProfile seen)
    {
        (string Handle, int Known) key = (seen.Handle, KnownFields(seen));
        if (!authors.TryGetValue(key, out CanonicalProfile? kept) || IsLater(seen, kept))
        {
            authors[key] = seen;
        }
    }

    public void Clear() => authors.Clear();

    private static bool IsLater(CanonicalProfile seen, CanonicalProfile kept) =>
        (seen.ObservedAt, seen.Place.Index).CompareTo((kept.ObservedAt, kept.Place.Index)) >= 0;

    /// <summary>One bit per field that is not null.</summary>
    private static int KnownFields(CanonicalProfile profile) =>
        Bit(profile.ProfileId, 0) | Bit(profile.Name, 1) | Bit(profile.Bio, 2) | Bit(profile.Url, 3) | Bit(profile.IsVerified, 4)
        | Bit(profile.Followers, 5) | Bit(profile.Following, 6) | Bit(profile.Posts, 7) | Bit(profile.Likes, 8);

    private static int Bit<T>(T? value, int position) => value is null ? 0 : 1 << position;
}
