using System.Text.RegularExpressions;
using Ingestion.Core.Providers.BrightData;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Crawls;

/// <summary>
/// Reads the body of <c>POST /api/v1/crawl/trigger</c> and reports every fault at once, by field. Nothing unchecked gets past
/// it: lengths, characters, dates, and a URL that can only be a public page of the platform.
/// </summary>
/// <param name="options">The cap on posts.</param>
/// <param name="clock">Today, for the limits of dates.</param>
public sealed partial class CrawlRequestReader(IOptions<CrawlOptions> options, TimeProvider clock)
{
    private const int MaxLabelLength = 200;
    private const int MaxDatasetIdLength = 64;
    private const int FurthestFutureDays = 366;
    private static readonly DateOnly EarliestDate = new(2000, 1, 1);

    /// <summary>Reads and checks a body.</summary>
    /// <param name="json">UTF-8 text.</param>
    public CrawlRequestResult Read(ReadOnlyMemory<byte> json)
    {
        FieldFaults faults = new();
        bool isDryRun = false;
        CrawlRequest? request = RequestDocument.Read(json, faults, fields =>
        {
            isDryRun = fields.Flag("dry_run") ?? false;
            return ReadBody(fields, faults);
        });
        return new CrawlRequestResult(faults.Any ? null : request, isDryRun, faults.ToDictionary());
    }

    [GeneratedRegex("^gd_[a-z0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex DatasetIdPattern();

    private CrawlRequest ReadBody(RequestFields fields, FieldFaults faults)
    {
        string? datasetId = ReadDatasetId(fields, faults);
        Uri? url = CrawlUrl.Check(fields.Text("url", CrawlUrl.MaxLength, isRequired: true), faults);
        string? platform = ReadPlatform(fields.Text("platform", MaxLabelLength), datasetId, url, faults);
        DateOnly? start = ReadDate(fields, "start_date", faults);
        DateOnly? end = ReadDate(fields, "end_date", faults);
        if (start > end)
        {
            faults.Add("end_date", "must not be before start_date");
        }

        return new CrawlRequest
        {
            DatasetId = datasetId ?? "",
            Platform = platform ?? "",
            Url = url?.AbsoluteUri ?? "",
            StartDate = start,
            EndDate = end,
            IncludeProfileData = fields.Flag("include_profile_data") ?? false,
            NumOfPosts = fields.Number("num_of_posts", 1, options.Value.MaxPosts),
            Brand = fields.Text("brand", MaxLabelLength),
            Competitor = fields.Text("competitor", MaxLabelLength),
            Category = fields.Text("category", MaxLabelLength),
        };
    }

    private static string? ReadDatasetId(RequestFields fields, FieldFaults faults)
    {
        string? datasetId = fields.Text("dataset_id", MaxDatasetIdLength, isRequired: true);
        if (datasetId is not null && !DatasetIdPattern().IsMatch(datasetId))
        {
            faults.Add("dataset_id", "must look like gd_lkaxegm826bjpoo9m5");
            return null;
        }

        return datasetId;
    }

    private static string? ReadPlatform(string? named, string? datasetId, Uri? url, FieldFaults faults)
    {
        string? platform = named is null ? Infer(datasetId, url) : PlatformHosts.Normalize(named);
        if (platform is null)
        {
            // Without a name, a faulty URL is the reason and is reported as such.
            if (named is not null || (url is not null && !faults.Has("platform")))
            {
                faults.Add("platform", $"must be one of {string.Join(", ", PlatformHosts.Platforms)}");
            }

            return null;
        }

        if (datasetId is not null && DatasetCatalog.Find(datasetId) is { } dataset && dataset.Platform != platform)
        {
            faults.Add("platform", $"must be {dataset.Platform}: {datasetId} is the dataset {dataset.Name}");
        }

        if (url is not null && !PlatformHosts.Owns(platform, url))
        {
            faults.Add("url", $"must be on a host of {platform}: {string.Join(", ", PlatformHosts.Of(platform))}");
        }

        return platform;
    }

    private static string? Infer(string? datasetId, Uri? url) =>
        (datasetId is null ? null : DatasetCatalog.Find(datasetId)?.Platform)
        ?? (url is null ? null : PlatformHosts.Platforms.FirstOrDefault(platform => PlatformHosts.Owns(platform, url)));

    private DateOnly? ReadDate(RequestFields fields, string name, FieldFaults faults)
    {
        DateOnly? date = fields.Date(name);
        DateOnly latest = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(FurthestFutureDays);
        if (date < EarliestDate || date > latest)
        {
            faults.Add(name, $"must be between {EarliestDate:yyyy-MM-dd} and {latest:yyyy-MM-dd}");
            return null;
        }

        return date;
    }
}
