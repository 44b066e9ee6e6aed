namespace Ingestion.Core.Normalize.Mapping;

/// <summary>The datasets that syncs of connected accounts write, one a platform.</summary>
public static class ApiDatasets
{
    private const string Ending = "-api";

    /// <summary>The dataset of a platform: <c>youtube-api</c>.</summary>
    /// <param name="platform">Lower case: <c>youtube</c>.</param>
    public static string IdOf(string platform) => platform + Ending;

    /// <summary>Whether a dataset is a platform's own API; else it is one of Bright Data's.</summary>
    /// <param name="datasetId">For example <c>gd_lkaxegm826bjpoo9m5</c>.</param>
    public static bool IsApi(string datasetId) => datasetId.EndsWith(Ending, StringComparison.Ordinal);
}
