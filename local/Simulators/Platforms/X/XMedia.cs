namespace Simulators.Platforms.X;

/// <summary>The photos and videos of posts: every third has one, every twelfth two; of every 33rd they are gone.</summary>
internal static class XMedia
{
    private const string VideoPrefix = "7_";

    public static string[] KeysOf(int number, string postId) =>
        number % 12 == 0 ? [$"3_{postId}", $"3_{postId}1"]
        : number % 9 == 0 ? [VideoPrefix + postId]
        : number % 3 == 0 ? [$"3_{postId}"]
        : [];

    public static bool IsGone(int number) => number % 33 == 0;

    public static object Resource(string key) => key.StartsWith(VideoPrefix, StringComparison.Ordinal)
        ? new
        {
            media_key = key,
            type = "video",
            preview_image_url = $"https://pbs.twimg.example/{key}.jpg",
            duration_ms = 12_500,
            width = 1280,
            height = 720,
            public_metrics = new { view_count = 321 },
        }
        : new { media_key = key, type = "photo", url = $"https://pbs.twimg.example/media/{key}.jpg", width = 1200, height = 800 };
}
