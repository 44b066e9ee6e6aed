using Npgsql;

namespace Ingestion.Core.Store;

/// <summary>Merges what is staged into the tables, all of it inside the load's transaction.</summary>
internal sealed class SnapshotMerge(SnapshotStaging staging, LoadInput input)
{
    // Fewer are planned well enough without knowing them.
    private const int AnalyzeFrom = 1000;

    // All that has to be known is that the ids differ: a few hundred rows tell.
    private const string AnalyzeSql =
        "set local default_statistics_target = 1; analyze staged_posts (post_id); set local default_statistics_target = default";

    private readonly object parameters = new
    {
        input.SnapshotId,
        input.CrawlId,
        input.AccountId,
        input.DatasetId,
        input.Platform,
        input.MapperVersion,
        input.At,
        input.Labels.Brand,
        input.Labels.Competitor,
        input.Labels.Category,
        input.Labels.AuthorHandle,
        HasLabels = input.Labels is not { Brand: null, Competitor: null, Category: null },
        ProviderErrors = staging.ProviderErrors.ToArray(),
    };

    public async Task<LoadCounts> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Written posts = staging.Has(StagedPosts.Table) ? await MergePostsAsync(connection, cancellationToken) : default;
        Written profiles = staging.Has(StagedProfiles.Table)
            ? await MergeProfilesAsync(connection, cancellationToken)
            : default;
        if (staging.Has(StagedInsights.Table))
        {
            await connection.RunAsync(InsightMergeSql.Sql, parameters, cancellationToken);
        }

        await MergeDeadLettersAsync(connection, cancellationToken);
        long stored = posts.Stored + profiles.Stored;
        long updated = posts.Updated + profiles.Updated;
        long unchanged = staging.Posts + staging.Profiles - stored - updated;
        return new LoadCounts(stored, updated, unchanged, staging.Rejects, staging.ProviderErrors.Count);
    }

    private async Task<Written> MergePostsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.RunAsync(PostMergeSql.PlanTableSql, null, cancellationToken);
        if (staging.Posts >= AnalyzeFrom)
        {
            await connection.RunAsync(AnalyzeSql, null, cancellationToken);
        }

        PostPlan plan = await connection.ReadAsync<PostPlan>(PostMergeSql.PlanSql, parameters, cancellationToken);
        return plan.Known == 0 && plan.Contents > 0
            ? await AddPostsAsync(connection, plan, cancellationToken)
            : await MergePostsAsync(connection, plan, cancellationToken);
    }

    /// <summary>
    /// Nothing but new posts: the plain way costs less than the one that expects conflicts, and there hardly ever is one. Then the
    /// load goes back to this point and takes the other way, which keeps to the same order.
    /// </summary>
    private async Task<Written> AddPostsAsync(NpgsqlConnection connection, PostPlan plan, CancellationToken cancellationToken)
    {
        await connection.RunAsync("savepoint new_posts", null, cancellationToken);
        try
        {
            int stored = await connection.RunAsync(PostMergeSql.AddPostsSql, parameters, cancellationToken);
            await connection.RunAsync(PostMergeSql.AddCountsSql, parameters, cancellationToken);
            await connection.RunAsync(PostMergeSql.AddHistorySql, parameters, cancellationToken);
            return new Written(stored, 0);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await connection.RunAsync("rollback to savepoint new_posts", null, cancellationToken);
            return await MergePostsAsync(connection, plan, cancellationToken);
        }
    }

    private async Task<Written> MergePostsAsync(NpgsqlConnection connection, PostPlan plan, CancellationToken cancellationToken)
    {
        Written written = plan.Contents == 0
            ? default
            : await connection.ReadAsync<Written>(PostMergeSql.MergePostsSql, parameters, cancellationToken);
        long counted = plan.Counts == 0
            ? 0
            : await connection.RunAsync(PostMergeSql.MergeCountsSql, parameters, cancellationToken);
        if (plan.Observations > 0)
        {
            await connection.RunAsync(PostMergeSql.MergeHistorySql, parameters, cancellationToken);
        }

        // What another load was faster with is not ours.
        long refused = plan.Counts - counted;
        return written with { Updated = written.Updated + Math.Max(0, plan.CountsOnly - refused) };
    }

    private async Task<Written> MergeProfilesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.RunAsync(ProfileMergeSql.PlanTableSql, null, cancellationToken);
        int changed = await connection.RunAsync(ProfileMergeSql.PlanSql, parameters, cancellationToken);
        if (changed == 0)
        {
            return default;
        }

        Written written = await connection.ReadAsync<Written>(ProfileMergeSql.RowsSql, parameters, cancellationToken);
        await connection.RunAsync(ProfileMergeSql.HistorySql, parameters, cancellationToken);
        return written;
    }

    private async Task MergeDeadLettersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await connection.ReadAsync<bool>(DeadLetterSql.HasOpenSql, parameters, cancellationToken))
        {
            await connection.RunAsync(DeadLetterSql.Replayed(UsableSql()), parameters, cancellationToken);
        }

        if (staging.Has(StagedRejects.Table))
        {
            await connection.RunAsync(DeadLetterSql.RejectedSql, parameters, cancellationToken);
        }
    }

    /// <summary>The indexes of the records that were of use.</summary>
    private string UsableSql()
    {
        return string.Join(
            " union all ",
            new[] { StagedPosts.Table, StagedProfiles.Table }.Where(staging.Has)
                .Select(table => $"select record_index from {table.Name}")
                .Append("select unnest(@ProviderErrors)"));
    }

    private readonly record struct Written(long Stored, long Updated);

    private readonly record struct PostPlan(long Known, long Contents, long Counts, long CountsOnly, long Observations);
}
