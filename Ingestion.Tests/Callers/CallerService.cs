using System.Text.Json;
using Ingestion.Tests.Accounts;
using Xunit;

namespace Ingestion.Tests.Callers;

/// <summary>A running service with two owners and an operator, and one of each thing that belongs to the owner acme.</summary>
public sealed class CallerService : AccountService, IAsyncLifetime
{
    public const string OperatorKey = "canary-operator-0001";
    public const string Brand = "brand-of-acme";

    internal override (string Name, string Value)[] Settings =>
        [.. base.Settings, ("OPERATOR_KEYS", $"ops={OperatorKey}"), ("Webhooks__PrivateHosts", "127.0.0.1")];

    /// <summary>Values of the routes' path parameters: what acme has.</summary>
    internal Dictionary<string, string> Acme { get; } = new()
    {
        ["platform"] = "facebook",
        ["postId"] = "p-acme",
        ["handle"] = "acme",
    };

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Acme["crawlId"] = Guid.NewGuid().ToString();
        Acme["deadLetterId"] = Guid.NewGuid().ToString();
        Acme["jobId"] = Guid.NewGuid().ToString();
        Acme["accountId"] = await AddAsync(
            "/api/v1/accounts", new { platform = "spotify", external_id = "acme" }, "account_id");
        Acme["creatorId"] = await AddAsync("/api/v1/creators", new { name = "Ada" }, "creator_id");
        Acme["subscriptionId"] = await AddAsync(
            "/api/v1/webhooks", new { url = "http://127.0.0.1:9/", event_types = new[] { "crawl-failed" } }, "subscription_id");
        Acme["erasureId"] = Guid.NewGuid().ToString();
        await Service.ScalarAsync(RowsSql());
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync();

    /// <summary>Status, error code and text of an answer.</summary>
    internal async Task<(int StatusCode, string ErrorCode, string Body)> CallAsync(
        string method, string path, object? body, string? key)
    {
        (int status, JsonElement answer) = await SendAsync(method, path, body, key);
        return (status, answer.TryGetProperty("error_code", out JsonElement code) ? code.GetString()! : "", answer.ToString());
    }

    private async Task<string> AddAsync(string path, object body, string id)
    {
        (int status, JsonElement added) = await SendAsync("POST", path, body);
        Assert.True(status == 201, added.ToString());
        return added.GetProperty(id).GetString()!;
    }

    private string RowsSql() => $$"""
        insert into ingestion.crawl_metadata (
            crawl_id, owner, dataset_id, platform, url, include_profile_data, brand, crawl_params, request_hash, status,
            created_at, updated_at, finished_at)
        values (
            '{{Acme["crawlId"]}}', 'acme', 'gd_test', 'facebook', 'https://www.facebook.com/acme', false, '{{Brand}}', '{}', '',
            'completed', now(), now(), now());
        insert into ingestion.dead_letters (
            id, snapshot_id, crawl_id, dataset_id, platform, record_index, byte_offset, byte_length, reason, detail, raw_cut,
            mapper_version, created_at, updated_at)
        values (
            '{{Acme["deadLetterId"]}}', 'sd_acme', '{{Acme["crawlId"]}}', 'gd_test', 'facebook', 1, 0, 2, 'INVALID_DATE',
            '{{Brand}}', '', 1, now(), now());
        insert into ingestion.quality_findings values (
            'sd_acme', 'post', 'p-acme', 'rule', 'f', '{{Acme["crawlId"]}}', 'facebook', 'error', '{{Brand}}', '', '',
            now(), now());
        insert into ingestion.schema_drift values (
            'sd_acme', '$.{{Brand}}', 'new', '{{Acme["crawlId"]}}', 'gd_test', 1, 1, 1, null, 'string', '$', false, now());
        insert into ingestion.social_posts (
            platform, post_id, author_handle, url, words, hashtags, mentions, content_type, media, media_count, content_hash,
            observed_at, snapshot_id, crawl_id, dataset_id, mapper_version, record_index, byte_offset, byte_length,
            first_seen_at, updated_at)
        values (
            'facebook', 'p-acme', 'acme', 'https://www.facebook.com/p', '', '{}', '{}', 'photo', '[]', 0, '',
            now(), 'sd_acme', '{{Acme["crawlId"]}}', 'gd_test', 1, 0, 0, 2, now(), now());
        insert into ingestion.follower_metrics (
            platform, handle, followers, observed_at, snapshot_id, crawl_id, dataset_id, mapper_version, record_index,
            byte_offset, byte_length, first_seen_at, updated_at)
        values ('facebook', 'acme', 1, now(), 'sd_acme', '{{Acme["crawlId"]}}', 'gd_test', 1, 0, 0, 1, now(), now());
        insert into ingestion.data_collection_jobs (
            job_id, account_id, owner, platform, source, kind, day, status, stage, error_message, created_at, updated_at,
            finished_at)
        values (
            '{{Acme["jobId"]}}', '{{Acme["accountId"]}}', 'acme', 'spotify', 'platform', 'manual', now(), 'dead_lettered',
            'fetch', '{{Brand}}', now(), now(), now());
        insert into ingestion.erasures (
            erasure_id, owner, subject_type, subject_id, stage, account_ids, creator_ids, people, erased, kept_for_others,
            requested_at, completed_at)
        values (
            '{{Acme["erasureId"]}}', 'acme', 'account', gen_random_uuid(), 'completed', '{}', '{}', '[]', '{}', 0,
            now(), now());
        insert into ingestion.outbox (id, event_type, topic, aggregate_id, owner, envelope, created_at)
        values (
            gen_random_uuid(), 'crawl-failed', 't', '{{Acme["crawlId"]}}', 'acme',
            '{"data":{"crawl_id":"{{Acme["crawlId"]}}","brand":"{{Brand}}" } }', now())
        """;
}
