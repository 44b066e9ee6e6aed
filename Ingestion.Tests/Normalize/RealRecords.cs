namespace Ingestion.Tests.Normalize;

/// <summary>
/// Real records of the provider, which are not part of the repository: in the folder that <c>INGESTION_DATASETS</c> names, else
/// in <c>../shared/datasets</c>.
/// </summary>
internal static class RealRecords
{
    public const string Facebook = "facebook_posts.json";
    public const string X = "x_posts.json";
    public const string TikTokProfiles = "tiktok_profiles.json";

    private static readonly string Folder = Environment.GetEnvironmentVariable("INGESTION_DATASETS")
        ?? Path.Combine(Repository.Root, "..", "shared", "datasets");

    /// <summary>Why tests of real records cannot run; null when they can.</summary>
    public static string? Absence { get; } = File.Exists(PathOf(Facebook)) ? null : $"No real records in {Folder}.";

    public static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    private static string PathOf(string name) => Path.Combine(Folder, name);
}
