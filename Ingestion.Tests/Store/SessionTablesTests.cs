using System.Security.Cryptography;
using System.Text;
using Dapper;
using Ingestion.Core.Metrics;
using Ingestion.Core.Normalize;
using Ingestion.Core.Persistence;
using Ingestion.Core.Store;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Store;

/// <summary>The temporary tables of a load stay with its session, their rows do not.</summary>
[Trait("Category", "Postgres")]
public sealed class SessionTablesTests(LoadDatabase database) : IClassFixture<LoadDatabase>
{
    private const string FilledSql = """
        select relname from pg_class where relnamespace = pg_my_temp_schema() and relkind = 'r' and pg_relation_size(oid) > 0
        """;

    /// <summary>A session may have been given the table by an earlier version: other columns need another name, and then another hash here.</summary>
    public static TheoryData<string, string, string> Tables => new()
    {
        { "staged_posts", StagedPosts.Table.CreateSql, "36b32b0d" },
        { "staged_profiles", StagedProfiles.Table.CreateSql, "7c1d4f47" },
        { "staged_insights", StagedInsights.Table.CreateSql, "00b1373e" },
        { "staged_rejects", StagedRejects.Table.CreateSql, "24bd4583" },
        { "post_plan", PostMergeSql.PlanTableSql, "1936363f" },
        { "profile_plan", ProfileMergeSql.PlanTableSql, "73031877" },
        { "snapshot_days", SnapshotDays.CreateSql, "69cd6dfd" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Table_OfOneName_HasTheSameColumnsInEveryVersion(string name, string createSql, string hash)
    {
        Assert.StartsWith($"create temp table if not exists {name} (", createSql, StringComparison.Ordinal);
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(createSql)))[..8]);
    }

    [Fact]
    public async Task Load_InASessionThatLoadedBefore_TakesOnlyItsOwnRows()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Pipeline.ConnectionString)
        {
            MaxPoolSize = 1,
            NoResetOnClose = true,
        });
        SnapshotLoader loader = new(new Database(source));
        LoadInput input = database.Input();
        Assert.Equal(new LoadCounts(3, 0, 0, 0, 0), await LoadAsync(loader, input, isKept: true, "a", "b"));
        await LoadAsync(loader, input, isKept: false, "c", "d");

        LoadCounts counts = await LoadAsync(loader, input, isKept: true, "e");

        Assert.Equal(new LoadCounts(1, 0, 1, 0, 0), counts);
        Assert.Equal("a,b,e", await database.ValueAsync<string>(
            input, "select string_agg(post_id, ',' order by post_id) from ingestion.social_posts where platform = @Platform"));
        await using NpgsqlConnection session = await source.OpenConnectionAsync();
        Assert.Empty(await session.QueryAsync<string>(FilledSql));
    }

    private static async Task<LoadCounts> LoadAsync(SnapshotLoader loader, LoadInput input, bool isKept, params string[] posts)
    {
        await using SnapshotLoad load = await loader.BeginAsync(input, CancellationToken.None);
        RecordBatch batch = Records.Batch(posts.Select((id, index) => Records.Post(id, index: index)));
        batch.Profiles.Add(Records.Profile("espn", followers: 5, index: posts.Length));
        await load.AddAsync(batch, CancellationToken.None);
        LoadCounts counts = await load.MergeAsync(CancellationToken.None);
        if (isKept)
        {
            await load.CommitAsync(CancellationToken.None);
        }

        return counts;
    }
}
