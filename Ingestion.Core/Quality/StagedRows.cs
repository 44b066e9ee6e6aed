using Ingestion.Core.Store;
using Npgsql;

namespace Ingestion.Core.Quality;

/// <summary>The rows of the snapshot that count, in the tables in which its load stages them.</summary>
/// <param name="Posts">What to select posts from: each is there once.</param>
internal sealed record StagedRows(string Posts)
{
    /// <summary>Profiles, and the authors of posts; a profile may be there several times.</summary>
    internal const string Profiles = "staged_profiles";

    // Hashes, because numbers sort three times as fast as texts. Two ids with the same one only cost the sort.
    private const string HasRepeatsSql =
        "select count(*) <> count(distinct hashtextextended(post_id, 0)) from staged_posts";

    /// <summary>No post was observed twice: nothing needs to be sorted.</summary>
    private static readonly StagedRows Unique = new("staged_posts");

    /// <summary>Of several observations the latest counts, then the one further back in the file.</summary>
    private static readonly StagedRows Repeated = new("""
        (
            select distinct on (post_id) post_id, author_handle, url, published_at, content_type, likes, comments, shares,
                views, saves, reach, impressions, engagement_rate, observed_at
            from staged_posts order by post_id, observed_at desc, record_index desc
        ) staged
        """);

    /// <summary>Makes the tables that the load had no rows for, and looks how the posts have to be read.</summary>
    internal static async Task<StagedRows> PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.RunAsync(
            $"{StagedPosts.Table.CreateSql}; {StagedProfiles.Table.CreateSql}", null, cancellationToken);
        return await connection.ReadAsync<bool>(HasRepeatsSql, null, cancellationToken) ? Repeated : Unique;
    }
}
