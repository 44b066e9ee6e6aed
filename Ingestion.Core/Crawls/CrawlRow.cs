using System.Data.Common;

namespace Ingestion.Core.Crawls;

/// <summary>Reads a row of <c>crawl_metadata</c>. The order of <see cref="Columns"/> and of the reads is the same.</summary>
internal static class CrawlRow
{
    internal const string Columns = """
        crawl_id, dataset_id, platform, url, start_date, end_date, include_profile_data, num_of_posts, brand, competitor, category,
        status, attempt, snapshot_id, created_at, updated_at, admitted_at, triggering_at, polling_at, downloading_at,
        normalizing_at, publishing_at, finished_at, polls, next_poll_at, provider_status, provider_records, download_interruptions,
        cancel_requested_at, blob_path, payload_bytes, sha256, record_count, post_count, media_count, error_count, skipped_count,
        error_code, error_message, failed_stage, normalization, mapper_version, stored_count, updated_count, unchanged_count,
        quarantined_count, provider_error_count, empty_result, bronze_path, account_id, owner,
        num_of_posts_is_default
        """;

    private const int FirstStateColumn = 11;
    private const int FirstPayloadColumn = 29;
    private const int FirstFailureColumn = 37;
    private const int FirstNormalizedColumn = 40;
    private const int AccountColumn = 49;
    private const int OwnerColumn = 50;
    private const int IsDefaultColumn = 51;

    internal static Crawl Read(DbDataReader row)
    {
        int column = FirstStateColumn;
        return new Crawl
        {
            CrawlId = row.GetGuid(0),
            Request = ReadRequest(row),
            State = CrawlStates.Parse(row.GetString(column)),
            Attempt = row.GetInt32(++column),
            SnapshotId = Text(row, ++column),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(++column),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(++column),
            AdmittedAt = Value<DateTimeOffset>(row, ++column),
            TriggeringAt = Value<DateTimeOffset>(row, ++column),
            PollingAt = Value<DateTimeOffset>(row, ++column),
            DownloadingAt = Value<DateTimeOffset>(row, ++column),
            NormalizingAt = Value<DateTimeOffset>(row, ++column),
            PublishingAt = Value<DateTimeOffset>(row, ++column),
            FinishedAt = Value<DateTimeOffset>(row, ++column),
            Polls = row.GetInt32(++column),
            NextPollAt = Value<DateTimeOffset>(row, ++column),
            ProviderStatus = Text(row, ++column),
            ProviderRecords = Value<long>(row, ++column),
            DownloadInterruptions = row.GetInt32(++column),
            CancelRequestedAt = Value<DateTimeOffset>(row, ++column),
            Payload = ReadPayload(row),
            Normalized = ReadNormalized(row),
            Failure = ReadFailure(row),
            FailedStage = Text(row, FirstFailureColumn + 2),
            AccountId = Value<Guid>(row, AccountColumn),
            Owner = Text(row, OwnerColumn),
        };
    }

    private static CrawlRequest ReadRequest(DbDataReader row) => new()
    {
        DatasetId = row.GetString(1),
        Platform = row.GetString(2),
        Url = row.GetString(3),
        StartDate = Value<DateOnly>(row, 4),
        EndDate = Value<DateOnly>(row, 5),
        IncludeProfileData = row.GetBoolean(6),
        NumOfPosts = Value<int>(row, 7),
        NumOfPostsIsDefault = row.GetBoolean(IsDefaultColumn),
        Brand = Text(row, 8),
        Competitor = Text(row, 9),
        Category = Text(row, 10),
    };

    private static StoredPayload? ReadPayload(DbDataReader row) => Text(row, FirstPayloadColumn) is { } path
        ? new StoredPayload(
            path,
            row.GetInt64(FirstPayloadColumn + 1),
            row.GetString(FirstPayloadColumn + 2),
            row.GetInt64(FirstPayloadColumn + 3),
            row.GetInt64(FirstPayloadColumn + 4),
            row.GetInt64(FirstPayloadColumn + 5),
            row.GetInt64(FirstPayloadColumn + 6),
            row.GetInt64(FirstPayloadColumn + 7))
        : null;

    private static NormalizedResult? ReadNormalized(DbDataReader row) => Text(row, FirstNormalizedColumn) is { } normalization
        ? new NormalizedResult
        {
            Normalization = normalization,
            MapperVersion = Value<int>(row, FirstNormalizedColumn + 1),
            Stored = Value<long>(row, FirstNormalizedColumn + 2) ?? 0,
            Updated = Value<long>(row, FirstNormalizedColumn + 3) ?? 0,
            Unchanged = Value<long>(row, FirstNormalizedColumn + 4) ?? 0,
            Quarantined = Value<long>(row, FirstNormalizedColumn + 5) ?? 0,
            ProviderErrors = Value<long>(row, FirstNormalizedColumn + 6) ?? 0,
            EmptyResult = Text(row, FirstNormalizedColumn + 7),
            BronzePath = Text(row, FirstNormalizedColumn + 8),
        }
        : null;

    private static Failure? ReadFailure(DbDataReader row) => Text(row, FirstFailureColumn) is { } code
        ? new Failure(code, Text(row, FirstFailureColumn + 1) ?? "")
        : null;

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static T? Value<T>(DbDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);
}
