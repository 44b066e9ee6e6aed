using System.Text;
using Ingestion.Core.Providers.BrightData;

namespace Ingestion.Core.Download;

/// <summary>Why received bytes are no snapshot.</summary>
internal static class SnapshotFault
{
    private const int LongestStatusBytes = 4096;

    private static readonly TimeSpan BuildingDelay = TimeSpan.FromSeconds(30);

    /// <summary>The reason, in ASCII, or null for a whole snapshot.</summary>
    public static string? Of(SnapshotDownloadRequest request, SnapshotReception reception) => reception.Scanner switch
    {
        { Status: ScanStatus.Invalid } scanner => $"not JSON: {scanner.Reason} at byte {scanner.Offset}",
        { Status: ScanStatus.Incomplete } scanner => $"not complete: the JSON breaks off at byte {scanner.Offset}",
        { Counts.Records: 0 } when request.ExpectedRecords > 0 && !reception.IsDeclaredEmpty
            => $"empty, although {request.ExpectedRecords} records were announced",
        _ => null,
    };

    /// <summary>
    /// True for a 200 that holds what the provider sends with a 202: a status and a message instead of records.
    /// </summary>
    public static bool IsStillBuilding(SnapshotReception reception, out TimeSpan retryAfter)
    {
        retryAfter = BuildingDelay;
        var upload = reception.Upload;
        if (reception.Scanner.Counts.Records != 1 || !upload.IsInMemory || upload.PayloadBytes > LongestStatusBytes)
        {
            return false;
        }

        using var json = BrightDataJson.TryParse(Encoding.UTF8.GetString(upload.Unstaged.Span));
        return json?.RootElement.Text("message") is not null
            && json.RootElement.Text("status") is "starting" or "running" or "building" or "pending" or "collecting";
    }
}
