using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize.Datasets;

[Trait("Category", "Unit")]
public sealed class SpotifyApiTests
{
    private const string Dataset = "spotify-api";

    private const string Envelope = """
        {"account":{"account_id":"01939a3c-0000-7000-8000-000000000001","external_id":"0abcDEF","handle":"0abcdef","followers":48213},"fetched_at":"2026-11-21T10:00:00Z",
        """;

    private const string Profile = Envelope + """
         "profile":{"id":"0abcDEF","name":"Acme","type":"artist","uri":"spotify:artist:0abcDEF","images":[],"genres":[],"followers":{"href":null,"total":48213},"popularity":57}}
        """;

    private const string Album = Envelope + """
         "post":{"album_type":"album","artists":[{"id":"0abcDEF","name":"Acme"},{"id":"2","name":"Friend"}],"id":"4aAlbum","type":"album","name":"First #1",
          "release_date":"2024-05-17","release_date_precision":"day","total_tracks":12,
          "images":[{"url":"https://i.scdn.example/a","height":640,"width":640},{"url":"https://i.scdn.example/b","height":64,"width":64}]}}
        """;

    private const string Track = Envelope + """
         "post":{"album":{"id":"4aAlbum","release_date":"2023-01","images":[{"url":"https://i.scdn.example/t"}]},"artists":[{"id":"0abcDEF","name":"Acme"}],
          "id":"7tTrack","type":"track","name":"Song","popularity":44,"preview_url":null}}
        """;

    [Fact]
    public async Task Post_AnAlbum_HasItsValuesAndNoCounts()
    {
        CanonicalPost post = (await Normalizing.ReadAsync(Dataset, Album)).Posts[0];

        Assert.Equal(("spotify", "4aAlbum", "https://open.spotify.com/album/4aAlbum"), (post.Platform, post.PostId, post.Url));
        Assert.Equal(new PostAuthor("0abcdef", "0abcDEF", "Acme", "https://open.spotify.com/artist/0abcDEF", 48213), post.Author);
        Assert.Equal(("First #1", ContentType.Audio), (post.Text, post.ContentType));
        Assert.Equal(new DateTimeOffset(2024, 5, 17, 0, 0, 0, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal("https://i.scdn.example/a", Assert.Single(post.Media).Url);
        Assert.Equal((null, null, null, null), (post.Counts.Likes, post.Counts.Comments, post.Counts.Shares, post.Counts.Views));
    }

    [Fact]
    public async Task Post_ATrack_CameOutWithItsAlbum()
    {
        CanonicalPost post = (await Normalizing.ReadAsync(Dataset, Track)).Posts[0];

        Assert.Equal(("7tTrack", "https://open.spotify.com/track/7tTrack"), (post.PostId, post.Url));
        Assert.Equal(new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero), post.PublishedAt);
    }

    [Fact]
    public async Task Post_OfAnotherArtist_IsThatOnes()
    {
        string record = Album.Replace("""{"id":"0abcDEF","name":"Acme"},{"id":"2","name":"Friend"}""", """{"id":"2Guest","name":"Guest"},{"id":"0abcDEF","name":"Acme"}""", StringComparison.Ordinal);

        CanonicalPost post = (await Normalizing.ReadAsync(Dataset, record)).Posts[0];

        Assert.Equal(new PostAuthor("2guest", "2Guest", "Guest", "https://open.spotify.com/artist/2Guest", null), post.Author);
    }

    [Fact]
    public async Task Profile_AnArtist_HasItsValues()
    {
        CanonicalProfile profile = Assert.Single((await Normalizing.ReadAsync(Dataset, Profile)).Profiles);

        Assert.Equal(("0abcdef", "0abcDEF", "Acme", 48213), (profile.Handle, profile.ProfileId, profile.Name, profile.Followers));
    }

    [Fact]
    public async Task Followers_InDevelopmentMode_AreUnknown()
    {
        string record = Profile.Replace("\"followers\":{\"href\":null,\"total\":48213},\"popularity\":57", "\"href\":\"x\"", StringComparison.Ordinal)
            .Replace("\"followers\":48213", "\"followers\":null", StringComparison.Ordinal);

        Assert.Null(Assert.Single((await Normalizing.ReadAsync(Dataset, record)).Profiles).Followers);
    }

    [Theory]
    [InlineData("1981", 1981, 1, 1)]
    [InlineData("1981-12", 1981, 12, 1)]
    [InlineData("0000", null, 0, 0)]
    [InlineData("soon", null, 0, 0)]
    public async Task Date_OfARelease_IsWhatIsKnownOfIt(string date, int? year, int month, int day)
    {
        CanonicalPost post = (await Normalizing.ReadAsync(Dataset, Album.Replace("2024-05-17", date, StringComparison.Ordinal))).Posts[0];

        Assert.Equal(year is { } known ? new DateTimeOffset(known, month, day, 0, 0, 0, TimeSpan.Zero) : null, post.PublishedAt);
    }

    [Theory]
    [InlineData("\"id\":\"4aAlbum\",", "", "MISSING_ID", "$.post.id")]
    [InlineData("\"name\":\"First #1\"", "\"name\":7", "WRONG_TYPE", "$.post.name")]
    [InlineData("\"id\":\"0abcDEF\",\"name\":\"Acme\"", "\"id\":[],\"name\":\"Acme\"", "WRONG_TYPE", "$.post.artists[0].id")]
    public async Task Record_ThatCannotBeUsed_IsRejectedWithItsPath(string from, string to, string reason, string field)
    {
        NormalizedFile file = await Normalizing.ReadAsync(Dataset, Album.Replace(from, to, StringComparison.Ordinal));

        RejectedRecord rejected = Assert.Single(file.Rejected);
        Assert.Equal((reason, field), (rejected.Reason, rejected.Field));
    }
}
