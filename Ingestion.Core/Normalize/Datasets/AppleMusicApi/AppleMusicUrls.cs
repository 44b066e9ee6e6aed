namespace Ingestion.Core.Normalize.Datasets.AppleMusicApi;

/// <summary>Apple Music's addresses, without a country: the site leads to that of the reader.</summary>
/// <remarks>From memory; read 2026-11-21.</remarks>
internal static class AppleMusicUrls
{
    private const string Home = "https://music.apple.com/";

    /// <summary>The page of an artist.</summary>
    public static string OfArtist(string id) => Of("artist", id);

    /// <summary>The page of an album or a song.</summary>
    /// <param name="type"><c>album</c> or <c>song</c>.</param>
    /// <param name="id">The platform's own id.</param>
    public static string Of(string type, string id) => $"{Home}{type}/{Uri.EscapeDataString(id)}";
}
