using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Store;

[Trait("Category", "Postgres")]
public sealed class LabelTests(LoadDatabase database) : IClassFixture<LoadDatabase>
{
    private static readonly PostLabels OfEspn = new("brand", "competitor", "category", "espn");

    [Fact]
    public async Task Load_AuthorThatWasAskedFor_OnlyItsPostsGetTheLabels()
    {
        LoadInput input = database.Input() with { Labels = OfEspn };
        CanonicalPost foreign = Records.Post("2", index: 1) with { Author = new PostAuthor("nba", null, null, null, null) };

        await database.LoadAsync(input, Records.Batch(Records.Post("1"), foreign));

        Assert.Equal("brand,-", await BrandsAsync(input));
    }

    [Fact]
    public async Task Load_NoAuthorAskedFor_AllPostsGetTheLabels()
    {
        LoadInput input = database.Input() with { Labels = OfEspn with { AuthorHandle = null } };
        CanonicalPost foreign = Records.Post("2", index: 1) with { Author = new PostAuthor("nba", null, null, null, null) };

        await database.LoadAsync(input, Records.Batch(Records.Post("1"), foreign));

        Assert.Equal("brand,brand", await BrandsAsync(input));
    }

    [Fact]
    public async Task Load_OtherLabels_AreAnUpdate()
    {
        LoadInput input = database.Input() with { Labels = OfEspn };
        await database.LoadAsync(input, Records.Batch(Records.Post("1")));

        LoadCounts counts = await database.LoadAsync(
            input with { Labels = OfEspn with { Brand = "other" } }, Records.Batch(Records.Post("1", minute: 1)));

        Assert.Equal(1, counts.Updated);
        Assert.Equal("other", await BrandsAsync(input));
    }

    [Fact]
    public async Task Load_CrawlThatDoesNotLabelThePost_LeavesItsLabels()
    {
        LoadInput input = database.Input() with { Labels = OfEspn };
        await database.LoadAsync(input, Records.Batch(Records.Post("1")));
        LoadInput foreign = input with { Labels = new PostLabels("nba-brand", null, null, "nba") };

        LoadCounts unchanged = await database.LoadAsync(foreign, Records.Batch(Records.Post("1", minute: 1)));
        LoadCounts edited = await database.LoadAsync(foreign, Records.Batch(Records.Post("1", minute: 2, text: "Edited")));

        Assert.Equal((1, 1), (unchanged.Unchanged, edited.Updated));
        Assert.Equal("brand", await BrandsAsync(input));
    }

    private Task<string?> BrandsAsync(LoadInput input) => database.ValueAsync<string>(
        input, "select string_agg(coalesce(brand, '-'), ',' order by post_id) from ingestion.social_posts where platform = @Platform");
}
