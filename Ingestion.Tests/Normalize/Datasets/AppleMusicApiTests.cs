using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class AppleMusicApiTests
{
    private const string Dataset = "apple_music-api";

    private const string Envelope = """
        {"account":{"account_id":"01939a3c-0000-7000-8000-000000000001","external_id":"178834","handle":"178834","followers":null},"fetched_at":"2026-11-21T10:00:00Z",
        """;

    private const string Profile = Envelope + """
         "profile":{"id":"178834","type":"artists","href":"/v1/catalog/us/artists/178834","attributes":{"name":"Acme","genreNames":["Rock"],"url":"https://music.apple.com/us/artist/acme/178834"},
          "relationships":{"albums":{"data":[{"id":"1440783617","type":"albums"}]}}}}
        """;

    private const string Album = Envelope + """
         "post":{"id":"1440783617","type":"albums","href":"/v1/catalog/us/albums/1440783617","attributes":{"artistName":"Acme","name":"First","releaseDate":"2014-09-30",
          "artwork":{"url":"https://is1-ssl.mzstatic.example/a/{w}x{h}bb.jpg","width":3000,"height":2000},"trackCount":12}}}
        """;

    [Fact]
    public async Task Post_AnAlbum_HasItsValuesAndNoCounts()
    {
        CanonicalPost post = (await Normalizing.ReadAsync(Dataset, Album)).Posts[0];

        Assert.Equal(("apple_music", "1440783617", "https://music.apple.com/album/1440783617"), (post.Platform, post.PostId, post.Url));
        Assert.Equal(new PostAuthor("178834", "178834", null, "https://music.apple.com/artist/178834", null), post.Author);
        Assert.Equal(("First", ContentType.Audio, new DateTimeOffset(2014, 9, 30, 0, 0, 0, TimeSpan.Zero)), (post.Text, post.ContentType, post.PublishedAt));
        Assert.Equal(new PostMedia("photo", "https://is1-ssl.mzstatic.example/a/3000x2000bb.jpg", null, 3000, 2000), Assert.Single(post.Media));
        Assert.Equal((null, null, null, null), (post.Counts.Likes, post.Counts.Comments, post.Counts.Shares, post.Counts.Views));
    }

    [Fact]
    public async Task Profile_AnArtist_HasFactsAndNoCounts()
    {
        CanonicalProfile profile = Assert.Single((await Normalizing.ReadAsync(Dataset, Profile)).Profiles);

        Assert.Equal(("178834", "Acme", null, null), (profile.Handle, profile.Name, profile.Followers, profile.Posts));
    }

    [Theory]
    [InlineData("\"type\":\"albums\"", "\"type\":\"songs\"", "https://music.apple.com/song/1440783617")]
    [InlineData("\"releaseDate\":\"2014-09-30\"", "\"releaseDate\":\"2014\"", "https://music.apple.com/album/1440783617")]
    public async Task Post_OfAnotherForm_IsRead(string from, string to, string url)
    {
        CanonicalPost post = (await Normalizing.ReadAsync(Dataset, Album.Replace(from, to, StringComparison.Ordinal))).Posts[0];

        Assert.Equal((url, 2014), (post.Url, post.PublishedAt!.Value.Year));
    }

    [Theory]
    [InlineData("\"id\":\"1440783617\",", "", "MISSING_ID", "$.post.id")]
    [InlineData("\"name\":\"First\"", "\"name\":[]", "WRONG_TYPE", "$.post.attributes.name")]
    public async Task Record_ThatCannotBeUsed_IsRejectedWithItsPath(string from, string to, string reason, string field)
    {
        NormalizedFile file = await Normalizing.ReadAsync(Dataset, Album.Replace(from, to, StringComparison.Ordinal));

        RejectedRecord rejected = Assert.Single(file.Rejected);
        Assert.Equal((reason, field), (rejected.Reason, rejected.Field));
    }
}
