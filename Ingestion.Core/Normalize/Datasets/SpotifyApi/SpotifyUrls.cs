namespace Ingestion.Core.Normalize.Datasets.SpotifyApi;

/// <summary>Spotify's addresses.</summary>
internal static class SpotifyUrls
{
    private const string Home = "https://open.spotify.com/";

    /// <summary>The page of an artist.</summary>
    public static string OfArtist(string id) => Of("artist", id);

    /// <summary>The page of an album or a track.</summary>
    /// <param name="type">In the platform's words: <c>album</c>, <c>track</c>.</param>
    /// <param name="id">The platform's own id.</param>
    public static string Of(string type, string id) => $"{Home}{type}/{Uri.EscapeDataString(id)}";
}
