using System.Security.Cryptography;
using System.Text;
using Ingestion.Core.Creators;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize;
using Ingestion.Core.Persistence;
using Ingestion.Core.Privacy;
using Ingestion.Core.Read;
using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Privacy;

[Trait("Category", "Postgres")]
public sealed class ErasureTests(PrivacyHost host) : IClassFixture<PrivacyHost>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Erase_Account_IsFoundNowhereAndTheOthersAreUntouched(bool isGzip)
    {
        (string handle, string id, string other) = ($"canaryname{isGzip}".ToLowerInvariant(), $"canaryid{isGzip}", $"other{isGzip}".ToLowerInvariant());
        string unreadable = PrivacyHost.Post("900", handle, id, "canary-text-2").Replace("\"2025-10-24T15:02:59.000Z\"", "\"never\"", StringComparison.Ordinal);
        string neighbour = PrivacyHost.Post($"20{isGzip}", other, "o1", "stays");
        string raw = $"[{PrivacyHost.Post($"10{isGzip}", handle, id, "canary-text-1")},\n{neighbour}\n,{unreadable}]";
        Guid account = await host.ConnectAsync(id, handle: null);
        Guid crawl = await host.LoadAsync(raw, isGzip: isGzip);
        Guid again = await host.LoadAsync(PrivacyHost.Post($"10{isGzip}", handle, id, "canary-text-1") + "\n" + neighbour, isGzip: isGzip);
        Guid page = await host.LoadAsync("[]", $"https://www.tiktok.com/@{handle}");
        await AddTracesAsync(account, page, handle);
        Assert.Contains("canary-text-1", await host.EverythingAsync(), StringComparison.Ordinal);

        Guid erasure = await host.EraseAsync(account);

        string everything = await host.EverythingAsync();
        foreach (string planted in new[] { "canary-text", handle, id, $"canary-token-{id}" })
        {
            Assert.DoesNotContain(planted, everything, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(planted)), everything, StringComparison.Ordinal);
        }

        Assert.Equal((1, 1, 1, 3, 2, 1), (
            await host.ErasedAsync(erasure, "accounts"), await host.ErasedAsync(erasure, "credentials"), await host.ErasedAsync(erasure, "posts"),
            await host.ErasedAsync(erasure, "raw_records"), await host.ErasedAsync(erasure, "raw_files"),
            await host.ErasedAsync(erasure, "crawl_orders")));
        Assert.Equal(1, await host.ErasedAsync(erasure, "insights"));
        await AssertIntactAsync(crawl, neighbour, raw, isGzip);
        Assert.Contains("stays", await host.ReadAsync((await host.RawPathAsync(again))!), StringComparison.Ordinal);
        Assert.Contains("stays", await host.ReadAsync(await BronzePathAsync(crawl)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_LaterCrawlOfThem_IsLeftOutCountedAndTakenOutOfTheRawFile()
    {
        await host.EraseAsync(await host.ConnectAsync("later-id", "latername"));

        Guid crawl = await host.LoadAsync(
            PrivacyHost.Post("31", "latername", "x", "canary-later") + "\n" + PrivacyHost.Post("32", "renamed", "later-id", "canary-later")
            + "\n" + PrivacyHost.Post("33", "somebody", "y", "stays"));
        await host.SweepAsync();

        Assert.Equal((2L, 1L), (
            await host.ScalarAsync<long>("select erased_count from ingestion.crawl_metadata where crawl_id = @crawl", new { crawl }),
            await host.ScalarAsync<long>("select stored_count from ingestion.crawl_metadata where crawl_id = @crawl", new { crawl })));
        Assert.DoesNotContain("canary-later", await host.EverythingAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await host.CountAsync("erasure_files"));
    }

    [Fact]
    public async Task Erase_RawFileReadAgain_GivesTheSameRowsAndReports()
    {
        Guid crawl = await host.LoadAsync(
            $"[{PrivacyHost.Post("41", "gone", "gone-id", "x")},{PrivacyHost.Post("42", "kept", "kept-id", "y")}]");
        await host.EraseAsync(await host.ConnectAsync("gone-id", "gone"));

        await host.NormalizeAsync(crawl);

        Assert.Equal((1L, 1L, 0L), (
            await host.ScalarAsync<long>("select unchanged_count from ingestion.crawl_metadata where crawl_id = @crawl", new { crawl }),
            await host.ScalarAsync<long>("select provider_error_count from ingestion.crawl_metadata where crawl_id = @crawl", new { crawl }),
            await host.ScalarAsync<long>("select quarantined_count from ingestion.crawl_metadata where crawl_id = @crawl", new { crawl })));
    }

    [Fact]
    public async Task Erase_AskedAgain_IsTheSameErasure()
    {
        Guid account = await host.ConnectAsync("again-id", "again");

        Guid[] erasures = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => host.StartAsync(account))));
        Guid completed = await host.EraseAsync(account);

        Assert.Equal([completed], erasures.Distinct());
        Assert.Null(await host.Get<ErasureStore>().StartAsync("globex", new EraseOrder(EraseOrder.Account, account), default));
        Assert.Equal("[]", await host.ScalarAsync<string>("select people::text from ingestion.erasures where erasure_id = @completed", new { completed }));
    }

    [Fact]
    public async Task Erase_AccountIsConnectedAgain_IsRefused()
    {
        await host.EraseAsync(await host.ConnectAsync("back-id", "back"));

        AccountErasedException byId = await Assert.ThrowsAsync<AccountErasedException>(() => host.ConnectAsync("back-id", null, "globex"));
        await Assert.ThrowsAsync<AccountErasedException>(() => host.ConnectAsync("new-id", "back"));

        Assert.Equal(ErrorCodes.AccountErased, byId.ErrorCode);
        Assert.DoesNotContain("back-id", byId.Message, StringComparison.Ordinal);
        Assert.Equal(0, await host.CountAsync("connected_accounts where external_id in ('back-id', 'new-id')"));
    }

    [Fact]
    public async Task Erase_AnotherOwnerHasTheAccount_TheirsStays()
    {
        Guid mine = await host.ConnectAsync("both-id", "both");
        Guid theirs = await host.ConnectAsync("both-id", "both", "globex");
        await host.LoadAsync(PrivacyHost.Post("61", "both", "both-id", "stays"));

        Guid erasure = await host.EraseAsync(mine);
        await host.LoadAsync(PrivacyHost.Post("62", "both", "both-id", "stays"));

        Assert.Equal(1, await host.CountAsync($"connected_accounts where account_id = '{theirs}'"));
        Assert.Equal(2, await host.CountAsync("social_posts where author_handle = 'both'"));
        Assert.Equal(1, await host.CountAsync($"erasures where erasure_id = '{erasure}' and kept_for_others = 1"));
        await Assert.ThrowsAsync<AccountErasedException>(() => host.ConnectAsync("both-id", "both"));
    }

    [Fact]
    public async Task Erase_Creator_TakesAllOfTheirAccounts()
    {
        Guid creator = (await host.Get<CreatorStore>().AddAsync(PrivacyHost.Owner, new NewCreator { Name = "Canary Person" }, default)).CreatorId;
        await host.ConnectAsync("creator-1", null, creatorId: creator);
        await host.ConnectAsync("creator-2", null, creatorId: creator);

        Guid erasure = await host.EraseAsync(creator, EraseOrder.Creator);

        Assert.Equal((2, 1), (await host.ErasedAsync(erasure, "accounts"), await host.ErasedAsync(erasure, "creators")));
        Assert.DoesNotContain("Canary Person", await host.EverythingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_SyncsOfTheAccount_AreGoneWithTheirFilesAndHistories()
    {
        Guid account = await host.ConnectAsync("synced-id", "synced");
        Guid crawl = await host.LoadAsync(PrivacyHost.Post("81", "synced", "synced-id", "canary-sync") + "\n{}", "https://www.tiktok.com/@synced");
        string path = (await host.RawPathAsync(crawl))!;
        Guid job = Guid.NewGuid();
        await host.ExecuteAsync(
            """
            update ingestion.crawl_metadata set account_id = @account where crawl_id = @crawl;
            insert into ingestion.data_collection_jobs (
                job_id, account_id, owner, platform, source, kind, day, status, stage, crawl_id, error_message, created_at, updated_at)
            values (@job, @account, 'acme', 'tiktok', 'platform', 'manual', current_date, 'failed', 'posts', @crawl, 'canary-sync', now(), now());
            insert into ingestion.data_collection_logs (job_id, step, number, status, message, calls, units, records, at)
            values (@job, 'posts', 1, 'ok', 'canary-sync', 0, 0, 0, now());
            insert into ingestion.outbox (id, event_type, topic, aggregate_id, envelope, created_at)
            values (gen_random_uuid(), 'data-ingestion-completed', 't', @crawl, '{"data":{"x":"canary-sync"}}', now())
            """,
            new { account, crawl, job });

        Guid erasure = await host.EraseAsync(account);

        Assert.DoesNotContain("canary-sync", await host.EverythingAsync(), StringComparison.Ordinal);
        Assert.False(await host.Container.GetBlobClient(path).ExistsAsync());
        Assert.Superset(new HashSet<string> { job.ToString(), crawl.ToString() }, host.Forgotten);
        Assert.Equal((1, 1, 1, 1), (
            await host.ErasedAsync(erasure, "sync_jobs"), await host.ErasedAsync(erasure, "sync_crawls"),
            await host.ErasedAsync(erasure, "raw_files"), await host.ErasedAsync(erasure, "dead_letters")));
    }

    [Fact]
    public async Task Erase_FileThatNobodyCanRead_IsToldAndTheRestIsDone()
    {
        Guid broken = await host.LoadAsync("[]", isGzip: true);
        Guid unknown = await host.LoadAsync("[]");
        await host.ExecuteAsync("update ingestion.crawl_metadata set dataset_id = 'gd_unknown' where crawl_id = @unknown", new { unknown });
        await host.Container.GetBlobClient(await host.RawPathAsync(broken)).UploadAsync(BinaryData.FromBytes([0x1f, 0x8b, 1, 2, 3]), overwrite: true);

        Guid erasure = await host.EraseAsync(await host.ConnectAsync("unread-id", "unread"));

        Assert.Equal(2, await host.ErasedAsync(erasure, "raw_files_unread"));
        await host.ExecuteAsync("update ingestion.crawl_metadata set blob_path = null where crawl_id in (@broken, @unknown)", new { broken, unknown });
    }

    [Fact]
    public async Task Erase_CrawlOfTheirPageIsUnderWay_IsWaitedFor()
    {
        Guid page = await host.LoadAsync("[]", "https://www.tiktok.com/@underway");
        await host.ExecuteAsync("update ingestion.crawl_metadata set finished_at = null where crawl_id = @page", new { page });
        Guid account = await host.ConnectAsync("underway-id", "underway");
        Guid erasure = await host.StartAsync(account);
        await Fixtures.Eventually.TrueAsync(async () =>
        {
            await host.SweepAsync();
            return await host.StageAsync(erasure) == "check";
        });

        await host.SweepAsync();
        Assert.Equal("check", await host.StageAsync(erasure));
        await host.ExecuteAsync("update ingestion.crawl_metadata set finished_at = now() where crawl_id = @page", new { page });

        Assert.Equal(erasure, await host.EraseAsync(account));
        Assert.Equal(1, await host.CountAsync($"crawl_metadata where crawl_id = '{page}' and url = 'https://erased.invalid/'"));
    }

    [Fact]
    public async Task Erase_LoadThatBeganBefore_IsWaitedFor()
    {
        Guid account = await host.ConnectAsync("race-id", "race");
        string record = PrivacyHost.Post("71", "race", "race-id", "canary-race");
        LoadInput input = new()
        {
            SnapshotId = "sd_race",
            CrawlId = Guid.NewGuid(),
            DatasetId = PrivacyHost.DatasetId,
            Platform = "tiktok",
            MapperVersion = 1,
            Labels = new PostLabels(null, null, null, null),
            At = DateTimeOffset.UnixEpoch,
        };
        Guid erasure;
        await using (SnapshotLoad load = await host.Get<SnapshotLoader>().BeginAsync(input, default))
        {
            erasure = await host.StartAsync(account);
            await host.SweepAsync();
            await host.SweepAsync();
            Assert.Equal("barrier", await host.StageAsync(erasure));

            RecordBatch batch = new();
            Normalize.Normalizing.ReadOne(PrivacyHost.DatasetId, Encoding.UTF8.GetBytes(record)).Posts.ForEach(batch.Posts.Add);
            await load.AddAsync(batch, default);
            await load.MergeAsync(default);
            await load.CommitAsync(default);
        }

        Assert.Equal(erasure, await host.EraseAsync(account));
        Assert.Equal(0, await host.CountAsync("social_posts where author_handle = 'race'"));
    }

    [Fact]
    public async Task Tables_WithAnAccountOrACreator_AreAllErased()
    {
        IReadOnlyList<string> tables = await host.Database.QueryAsync<string>(
            """
            select distinct table_name from information_schema.columns
            where table_schema = 'ingestion' and column_name in ('account_id', 'creator_id', 'author_handle', 'handle', 'post_id')
            """,
            null,
            default);
        IReadOnlyList<string> cascading = await host.Database.QueryAsync<string>(
            """
            select conrelid::regclass::text from pg_constraint
            where contype = 'f' and confdeltype = 'c' and confrelid in ('ingestion.connected_accounts'::regclass, 'ingestion.outbox'::regclass)
            """,
            null,
            default);

        Assert.Empty(tables.Except(ErasureRowsSql.All.Select(rows => rows.Table)).Except(cascading.Select(name => name.Split('.')[^1])));
    }

    [Theory]
    [InlineData("{\"a\":\"@Canary\"}", true)]
    [InlineData("https://x.test/canary/1", true)]
    [InlineData("canaryx scanary", false)]
    [InlineData("scanary canary_2", false)]
    public void IsNamedIn_WholeNamesOnly(string text, bool isNamed) =>
        Assert.Equal(isNamed, new ErasedPerson("tiktok", [], ["canary"]).IsNamedIn(Encoding.UTF8.GetBytes(text)));

    /// <summary>What a sync and its events leave behind, and a crawl of the person's page.</summary>
    private async Task AddTracesAsync(Guid account, Guid page, string handle)
    {
        await host.ExecuteAsync(
            """
            insert into ingestion.outbox (id, event_type, topic, aggregate_id, envelope, created_at)
            values (gen_random_uuid(), 'account-reauthorization-required', 't', @account, json_build_object('data', json_build_object('handle', @handle)), now()),
                (gen_random_uuid(), 'crawl-triggered', 't', @page, json_build_object('data', json_build_object('url', @handle)), now());
            insert into ingestion.follower_metrics (platform, handle, profile_id, observed_at, snapshot_id, crawl_id, dataset_id, mapper_version,
                record_index, byte_offset, byte_length, first_seen_at, updated_at)
            values ('tiktok', @handle, null, now(), 's', @page, 'd', 1, 0, 0, 0, now(), now()) on conflict do nothing;
            insert into ingestion.account_insights (account_id, platform, handle, metric, insight_date, value, observed_at, snapshot_id, created_at, updated_at)
            values (@account, 'tiktok', @handle, 'reach', '2026-11-18', 1, now(), 's', now(), now())
            """,
            new { account, page, handle });
    }

    /// <summary>The neighbour is where it was, the lineage finds it, and the hash is that of the file.</summary>
    private async Task AssertIntactAsync(Guid crawl, string neighbour, string raw, bool isGzip)
    {
        string path = (await host.RawPathAsync(crawl))!;
        string now = await host.ReadAsync(path);
        Assert.Equal(Encoding.UTF8.GetByteCount(raw), Encoding.UTF8.GetByteCount(now));
        Assert.Equal(raw.IndexOf(neighbour, StringComparison.Ordinal), now.IndexOf(neighbour, StringComparison.Ordinal));
        using System.Text.Json.JsonDocument stillJson = System.Text.Json.JsonDocument.Parse(now);
        Assert.Equal(3, stillJson.RootElement.GetArrayLength());
        byte[] bytes = await host.BytesAsync(path);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal((sha256, sha256, (long)bytes.Length), (
            await host.ScalarAsync<string>("select sha256 from ingestion.crawl_metadata where crawl_id = @crawl", new { crawl }),
            await host.ScalarAsync<string>("select sha256 from ingestion.raw_data_crawl_snapshots where crawl_id = @crawl", new { crawl }),
            await host.ScalarAsync<long>("select payload_bytes from ingestion.crawl_metadata where crawl_id = @crawl", new { crawl })));
        if (!isGzip)
        {
            Lineage lineage = (await host.Get<LineageReader>().FindAsync("tiktok", $"20{isGzip}", Scope.All, default))!;
            RawRecord record = await host.Get<RawRecords>().ReadAsync(lineage.BlobPath!, lineage.Place, default);
            Assert.Contains("stays", Encoding.UTF8.GetString(record.Bytes.Span), StringComparison.Ordinal);
        }
    }

    private async Task<string> BronzePathAsync(Guid crawl) => (await host.ScalarAsync<string>(
        "select substr(bronze_path, strpos(bronze_path, '/') + 1) from ingestion.crawl_metadata where crawl_id = @crawl", new { crawl }))!;
}
