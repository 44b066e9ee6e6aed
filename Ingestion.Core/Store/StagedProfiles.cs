using Ingestion.Core.Normalize;

namespace Ingestion.Core.Store;

/// <summary>Puts profiles, and authors seen beside posts, into their staging table.</summary>
internal static class StagedProfiles
{
    internal static readonly StagingTable Table = new("staged_profiles",
    [
        "record_index bigint",
        "observed_at timestamptz",
        "byte_offset bigint",
        "byte_length bigint",
        "is_record boolean",
        "handle text collate \"C\"",
        "followers bigint",
        "following bigint",
        "posts bigint",
        "likes bigint",
        "is_verified boolean",
        "profile_id text",
        "name text",
        "url text",
        "bio text",
    ]);

    internal static void Write(BinaryCopy row, CanonicalProfile profile, bool isRecord)
    {
        row.BeginRow();
        row.Int64(profile.Place.Index);
        row.Timestamp(profile.ObservedAt);
        row.Int64(profile.Place.ByteOffset);
        row.Int64(profile.Place.ByteLength);
        row.Boolean(isRecord);
        row.Text(profile.Handle);
        row.Int64(profile.Followers);
        row.Int64(profile.Following);
        row.Int64(profile.Posts);
        row.Int64(profile.Likes);
        row.Boolean(profile.IsVerified);
        row.Text(profile.ProfileId);
        row.Text(profile.Name);
        row.Text(profile.Url);
        row.Text(profile.Bio);
    }
}
