using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Store;

[Trait("Category", "Postgres")]
public sealed class ProfileLoadTests(LoadDatabase database) : IClassFixture<LoadDatabase>
{
    private const string History = """
        select string_agg(concat_ws('/', followers, following), ',' order by observed_at)
        from ingestion.follower_snapshots where platform = @Platform
        """;

    [Fact]
    public async Task Load_EveryField_IsInItsColumn()
    {
        LoadInput input = database.Input("sd_profile");
        CanonicalProfile profile = Records.Profile("espn", followers: 5, index: 3) with
        {
            ProfileId = "1",
            Name = "ESPN",
            Bio = "Sport",
            Url = "https://x.example/espn",
            IsVerified = true,
            Following = 6,
            Posts = 7,
            Likes = 8,
        };

        LoadCounts counts = await database.LoadAsync(input, Records.Profiles(profile));

        Assert.Equal(new LoadCounts(1, 0, 0, 0, 0), counts);
        Assert.Equal(
            """(espn,1,ESPN,Sport,https://x.example/espn,t,5,6,7,8,"2026-11-20 08:00:00+00",sd_profile,1,3,3000,900,"2026-11-21 10:00:00+00")""",
            await database.ValueAsync<string>(input, """
                select row(handle, profile_id, name, bio, url, is_verified, followers, following, posts, likes, observed_at,
                    snapshot_id, mapper_version, record_index, byte_offset, byte_length, first_seen_at)::text
                from ingestion.follower_metrics where platform = @Platform
                """));
    }

    [Fact]
    public async Task Load_SameSnapshotAgain_TouchesNothing()
    {
        LoadInput input = database.Input();
        RecordBatch batch = Records.Profiles(Records.Profile("espn", followers: 5), Records.Profile("nba"));
        await database.LoadAsync(input, batch);
        string[] before = [await database.RowsAsync(input, "follower_metrics"), await database.RowsAsync(input, "follower_snapshots")];

        LoadCounts counts = await database.LoadAsync(input with { At = input.At.AddHours(1) }, batch);

        Assert.Equal(new LoadCounts(0, 0, 2, 0, 0), counts);
        string[] after = [await database.RowsAsync(input, "follower_metrics"), await database.RowsAsync(input, "follower_snapshots")];
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Load_NewerObservationWithGaps_KeepsWhatIsKnown()
    {
        LoadInput input = database.Input();
        await database.LoadAsync(input, Records.Profiles(Records.Profile("espn", followers: 5) with { Following = 9, Bio = "Sport" }));

        LoadCounts counts = await database.LoadAsync(input, Records.Profiles(Records.Profile("espn", minute: 1, followers: 6)));

        Assert.Equal(1, counts.Updated);
        Assert.Equal("(6,9,Sport)", await RowAsync(input, "followers, following, bio"));
        Assert.Equal("5/9,6/9", await database.ValueAsync<string>(input, History));
    }

    [Fact]
    public async Task Load_OlderObservation_OnlyFillsGapsAndHistory()
    {
        LoadInput input = database.Input();
        await database.LoadAsync(input, Records.Profiles(Records.Profile("espn", minute: 5, followers: 6)));

        await database.LoadAsync(
            input with { SnapshotId = "sd_older" }, Records.Profiles(Records.Profile("espn", followers: 5) with { Bio = "Sport" }));

        Assert.Equal("(6,Sport,sd_1)", await RowAsync(input, "followers, bio, snapshot_id"));
        Assert.Equal("5,6", await database.ValueAsync<string>(input, History));
    }

    [Fact]
    public async Task Load_Authors_FeedProfilesAndCountNowhere()
    {
        LoadInput input = database.Input();
        RecordBatch batch = Records.Batch(Records.Post("1"));
        batch.Authors.Add(Records.Profile("espn", followers: 5));
        batch.Authors.Add(Records.Profile("espn", minute: 2) with { Name = "ESPN" });
        batch.Authors.Add(Records.Profile("espn", minute: 1, followers: 7));

        LoadCounts counts = await database.LoadAsync(input, batch);

        Assert.Equal(new LoadCounts(1, 0, 0, 0, 0), counts);
        Assert.Equal("(7,ESPN)", await RowAsync(input, "followers, name"));
        Assert.Equal("7", await database.ValueAsync<string>(input, History));
    }

    [Fact]
    public async Task Load_DuplicatesInTheSnapshot_AreFoldedIntoOneRow()
    {
        LoadInput input = database.Input();

        LoadCounts counts = await database.LoadAsync(
            input,
            Records.Profiles(Records.Profile("espn", minute: 1, followers: 7)),
            Records.Profiles(Records.Profile("espn", followers: 5, index: 1) with { Bio = "Sport" }));

        Assert.Equal(new LoadCounts(1, 0, 1, 0, 0), counts);
        Assert.Equal("(7,Sport,0)", await RowAsync(input, "followers, bio, record_index"));
    }

    [Fact]
    public async Task Load_OldSnapshotsAgainAfterNewerOnes_TouchesNothing()
    {
        LoadInput input = database.Input();
        RecordBatch[] snapshots =
        [
            Records.Profiles(Records.Profile("espn", followers: 5) with { Following = 9 }),
            Records.Authors(Records.Profile("espn", minute: 1, followers: 5)),
            Records.Profiles(Records.Profile("espn", minute: 2, followers: 5) with { Following = 9 }),
            Records.Authors(Records.Profile("espn", minute: 3, followers: 8)),
        ];
        foreach (RecordBatch snapshot in snapshots)
        {
            await database.LoadAsync(input, snapshot);
        }

        string before = await database.RowsAsync(input, "follower_snapshots");
        foreach (RecordBatch snapshot in snapshots)
        {
            await database.LoadAsync(input, snapshot);
        }

        Assert.Equal(before, await database.RowsAsync(input, "follower_snapshots"));
        Assert.Equal("5/9,8/9", await database.ValueAsync<string>(input, History));
    }

    private Task<string?> RowAsync(LoadInput input, string columns) => database.ValueAsync<string>(
        input, $"select row({columns})::text from ingestion.follower_metrics where platform = @Platform");
}
