using System.Globalization;
using System.Text.Json;
using Ingestion.Bench.Download;
using Ingestion.Bench.Measure;
using Ingestion.Bench.Servers;
using Ingestion.Bench.Upsert;
using Ingestion.Core.Persistence;
using Ingestion.Core.Store;
using Ingestion.Local.Api;
using Ingestion.Local.Stack;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ingestion.Bench.Pipeline;

/// <summary>
/// One crawl from the provider's snapshot to committed rows and event, through the public API, against the slower of what the blob
/// server and the load reach alone with as many posts.
/// </summary>
internal static class PipelineBenchmark
{
    private const int Rounds = 3;
    private const int Posts = 200_000;
    private const int WarmUpPosts = 20_000;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private const string TookSql = """
        select extract(epoch from publishing_at - downloading_at)::float8, payload_bytes
        from ingestion.crawl_metadata where crawl_id = $1 and stored_count = record_count
        """;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using BenchServers servers = await BenchServers.StartAsync(withBlobs: true, cancellationToken);
        BenchProcesses processes = new(servers.Folder);
        await using HttpServerProcess simulator = await processes.StartSimulatorAsync(
            ["--starting", "0", "--duration", "1"], cancellationToken);
        HostInput input = new()
        {
            PostgresConnectionString = await servers.CreateDatabaseAsync("pipeline", cancellationToken),
            BlobConnectionString = servers.BlobConnectionString,
            ProviderUrl = simulator.BaseUrl,
            Settings = new Dictionary<string, string?> { ["Crawl__MaxPosts"] = "10000000" },
        };
        await using HttpServerProcess host = await processes.StartHostAsync(input, cancellationToken);
        BlockUploads uploads = await BlockUploads.OpenAsync(servers.BlobConnectionString, cancellationToken);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(
            await servers.CreateDatabaseAsync("load", cancellationToken));
        Database database = new(source);
        await new Migrator(database, NullLogger<Migrator>.Instance).MigrateAsync(cancellationToken);
        ProductUpserts load = new(new SnapshotLoader(database), UpsertBenchmark.Input("load"));
        await CrawlAsync(host, input, "warm-up", WarmUpPosts, cancellationToken);
        await load.MeasureAsync(SamplePosts.Batches(0, WarmUpPosts, visit: 0, hour: 0), cancellationToken);
        Comparison comparison = new("provider to rows, posts per second", 0.35, 0.6);
        try
        {
            for (int round = 1; round <= Rounds; round++)
            {
                (double seconds, long bytes) = await CrawlAsync(host, input, $"page{round}", Posts, cancellationToken);
                double blobs = await uploads.MeasureAsync(bytes, cancellationToken) / ((double)bytes / Posts);
                double rows = await load.MeasureAsync(
                    SamplePosts.Batches(round * Posts, Posts, visit: 1, hour: 1), cancellationToken);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"  alone: blobs {blobs:N0}, rows {rows:N0} posts per second"));
                comparison.Add(Posts / seconds, Math.Min(blobs, rows));
            }
        }
        finally
        {
            await uploads.DeleteAsync();
        }

        Console.WriteLine(Comparison.Header);
        Console.WriteLine(comparison);
    }

    /// <summary>From the first byte asked for to the commit of the rows, by the crawl's own times.</summary>
    private static async Task<(double Seconds, long Bytes)> CrawlAsync(
        HttpServerProcess host, HostInput input, string page, int posts, CancellationToken cancellationToken)
    {
        using IngestionApi api = new(host.BaseUrl, operatorKey: null);
        JsonElement order = JsonSerializer.SerializeToElement(new
        {
            dataset_id = SyntheticSnapshots.DatasetId,
            platform = "facebook",
            url = $"https://www.facebook.com/{page}",
            num_of_posts = posts,
        });
        Guid crawlId = await api.TriggerAsync(order, Guid.NewGuid().ToString(), cancellationToken)
            ?? throw new BenchException("The service cannot answer.");
        string? state;
        while ((state = (await api.StatusAsync(crawlId.ToString(), cancellationToken))?.Text("state")) != "completed")
        {
            if (state is "failed" or "timed_out")
            {
                throw new BenchException($"The crawl ended {state}.");
            }

            await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
        }

        await using NpgsqlConnection connection = new(input.PostgresConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(TookSql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = crawlId });
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? (row.GetDouble(0), row.GetInt64(1))
            : throw new BenchException("Not every record became a row.");
    }
}
