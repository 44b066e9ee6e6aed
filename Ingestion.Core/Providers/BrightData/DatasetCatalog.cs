using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>
/// The social datasets of Bright Data and the calls that collect from them. An unknown dataset is called plainly.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 1.3 and 1.9; read 2026-11-21.</remarks>
public static class DatasetCatalog
{
    /// <summary>The input key, echoed by the provider, that carries our reference of a call.</summary>
    public const string ReferenceField = "ingestion_ref";

    private static readonly FrozenDictionary<string, Dataset> Datasets =
        KnownDatasets.All().ToFrozenDictionary(dataset => dataset.Id, StringComparer.Ordinal);

    /// <summary>Every known dataset, by id.</summary>
    public static IReadOnlyList<Dataset> All { get; } =
        [.. Datasets.Values.OrderBy(dataset => dataset.Id, StringComparer.Ordinal)];

    /// <summary>The dataset of this id, or null when this version does not know it (it can still be crawled).</summary>
    /// <param name="id">A dataset id, for example <c>gd_lkaxegm826bjpoo9m5</c>.</param>
    public static Dataset? Find(string id) => Datasets.GetValueOrDefault(id);

    /// <summary>The paid call for a crawl: JSON records, failed inputs included, our reference in every input.</summary>
    /// <param name="input">The page and how much of it.</param>
    /// <param name="reference">A unique reference, at most 64 characters; a lost snapshot is found again by it.</param>
    /// <param name="notifyUrl">Called by the provider when the collection ends; null for no callback.</param>
    /// <param name="authHeader">Sent by the provider as <c>Authorization</c> of that callback; a secret.</param>
    public static TriggerCall BuildTrigger(CrawlInput input, string reference, Uri? notifyUrl, string? authHeader)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrWhiteSpace(reference);

        var dataset = Find(input.DatasetId);
        var discoverBy = dataset?.DiscoverBy is { } mode && !dataset.IsItemUrl(input.Url)
            ? DiscoverModeFor(mode, input.Url)
            : null;
        var query = new StringBuilder("/datasets/v3/trigger?dataset_id=").Append(Uri.EscapeDataString(input.DatasetId));
        query.Append("&include_errors=true&format=json");
        if (discoverBy is not null)
        {
            query.Append("&type=discover_new&discover_by=").Append(discoverBy);
        }

        if (input.NumOfPosts is { } limit && LimitFor(dataset, input.Url, discoverBy) is { } parameter)
        {
            query.Append(CultureInfo.InvariantCulture, $"&{parameter}={limit}");
        }

        if (notifyUrl is not null)
        {
            query.Append("&notify=").Append(Uri.EscapeDataString(notifyUrl.AbsoluteUri));
            query.Append(authHeader is null ? "" : "&auth_header=" + Uri.EscapeDataString(authHeader));
        }

        return new TriggerCall
        {
            DatasetId = input.DatasetId,
            Reference = reference,
            PathAndQuery = query.ToString(),
            Body = BuildBody(input, dataset, reference),
        };
    }

    /// <summary>The call's own limit, where the input has no field for it; null where the limit is in the input or one by nature.</summary>
    /// <remarks>
    /// <c>limit_per_input</c> is for discovery only, <c>limit_multiple_results</c> for all calls. Source:
    /// https://docs.brightdata.com/cn/api-reference/scrapers/trigger-a-collection, read 2026-11-21.
    /// </remarks>
    private static string? LimitFor(Dataset? dataset, string url, string? discoverBy) => dataset switch
    {
        null => "limit_multiple_results",
        { CountField: not null } => null,
        _ when dataset.IsOneRecord(url) => null,
        _ => discoverBy is null ? "limit_multiple_results" : "limit_per_input",
    };

    private static string DiscoverModeFor(string mode, string url) =>
        mode == "profile_url" && url.Contains("linkedin.com/company/", StringComparison.OrdinalIgnoreCase)
            ? "company_url"
            : mode;

    private static ReadOnlyMemory<byte> BuildBody(CrawlInput input, Dataset? dataset, string reference)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("input");
            json.WriteStartObject();
            json.WriteString("url", input.Url);
            WriteRange(json, input, dataset);
            json.WriteString(ReferenceField, reference);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartArray("custom_input_fields");
            json.WriteStringValue(ReferenceField);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteRange(Utf8JsonWriter json, CrawlInput input, Dataset? dataset)
    {
        if (dataset is null || (dataset.ItemMarks.Count > 0 && dataset.IsItemUrl(input.Url)))
        {
            return;
        }

        if (input.NumOfPosts is { } count && dataset.CountField is { } field)
        {
            json.WriteNumber(field, count);
        }

        if (dataset.DateFormat is { } format)
        {
            WriteDate(json, "start_date", input.StartDate, TimeOnly.MinValue, format);
            WriteDate(json, "end_date", input.EndDate, TimeOnly.MaxValue, format);
        }
    }

    private static void WriteDate(Utf8JsonWriter json, string name, DateOnly? date, TimeOnly time, string format)
    {
        if (date is { } day)
        {
            json.WriteString(name, day.ToDateTime(time).ToString(format, CultureInfo.InvariantCulture));
        }
    }
}
