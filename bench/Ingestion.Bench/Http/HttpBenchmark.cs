using System.Globalization;
using System.Text.Json;
using Ingestion.Bench.Measure;
using Ingestion.Bench.Servers;
using Ingestion.Local.Stack;

namespace Ingestion.Bench.Http;

/// <summary>
/// <c>POST /api/v1/crawl/trigger</c> and <c>GET .../status</c> against a bare minimal API with one INSERT or one SELECT, on
/// one PostgreSQL. All slots are taken by one crawl that never ends, so a trigger stores the order and calls nobody.
/// </summary>
internal static class HttpBenchmark
{
    private const int Connections = 32;
    private const int Rounds = 5;
    private const int Ok = 200;
    private const int Accepted = 202;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using BenchServers servers = await BenchServers.StartAsync(withBlobs: true, cancellationToken);
        BenchProcesses processes = new(servers.Folder);
        await using HttpServerProcess simulator = await processes.StartSimulatorAsync([], cancellationToken);
        HostInput input = new()
        {
            PostgresConnectionString = await servers.CreateDatabaseAsync("product", cancellationToken) + ProductOptions(),
            BlobConnectionString = servers.BlobConnectionString,
            ProviderUrl = simulator.BaseUrl,
            Settings = new Dictionary<string, string?> { ["Crawl__MaxConcurrent"] = "1", ["Crawl__PollInterval"] = "01:00:00" },
        };
        await using HttpServerProcess host = await processes.StartHostAsync(input, cancellationToken);
        await using HttpServerProcess bare = await processes.StartBareAsync(
            await servers.CreateDatabaseAsync("bare", cancellationToken), cancellationToken);
        Target product = await Target.OpenAsync(
            host.BaseUrl, "/api/v1/crawl/trigger", "https://www.facebook.com/ESPN?sim=stuck", "/api/v1/crawl/{0}/status", cancellationToken);
        Target peer = await Target.OpenAsync(bare.BaseUrl, "/crawl", "https://www.facebook.com/ESPN", "/crawl/{0}", cancellationToken);
        await MeasureAsync(product, peer, cancellationToken);
    }

    // What an installation may add to its connection string, for example `;Max Auto Prepare=32`.
    private static string? ProductOptions() => Environment.GetEnvironmentVariable("BENCH_POSTGRES_OPTIONS");

    private static async Task MeasureAsync(Target product, Target peer, CancellationToken cancellationToken)
    {
        Comparison trigger = new("POST trigger, answers per second", 0.35, 0.6);
        Comparison status = new("GET status, answers per second", 0.4, 0.7);
        List<LoadResult> slowest = [];
        foreach (Target target in new[] { product, peer })
        {
            await target.Load.RunAsync(target.Order, Accepted, WarmUp, cancellationToken);
            await target.Load.RunAsync(target.Look, Ok, WarmUp, cancellationToken);
        }

        for (int round = 0; round < Rounds; round++)
        {
            LoadResult ordered = await product.Load.RunAsync(product.Order, Accepted, Window, cancellationToken);
            LoadResult bareOrdered = await peer.Load.RunAsync(peer.Order, Accepted, Window, cancellationToken);
            LoadResult looked = await product.Load.RunAsync(product.Look, Ok, Window, cancellationToken);
            LoadResult bareLooked = await peer.Load.RunAsync(peer.Look, Ok, Window, cancellationToken);
            trigger.Add(ordered.PerSecond, bareOrdered.PerSecond);
            status.Add(looked.PerSecond, bareLooked.PerSecond);
            slowest.AddRange([ordered, bareOrdered, looked, bareLooked]);
        }

        Console.WriteLine(Comparison.Header);
        Console.WriteLine(trigger);
        Console.WriteLine(status);
        string[] names = ["trigger, product", "trigger, bare", "status, product", "status, bare"];
        for (int i = 0; i < names.Length; i++)
        {
            LoadResult[] mine = [.. slowest.Where((_, at) => at % names.Length == i)];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{names[i]}: p50 {mine.Select(r => r.MedianMs).Median():F1} ms, p99 {mine.Select(r => r.P99Ms).Median():F1} ms"));
        }
    }

    /// <summary>A server under load and the two requests that it gets.</summary>
    private sealed record Target(HttpLoad Load, byte[] Order, byte[] Look)
    {
        public static async Task<Target> OpenAsync(Uri server, string orderPath, string firstUrl, string lookPath, CancellationToken cancellationToken)
        {
            HttpLoad load = new(server, Connections);
            using HttpConnection connection = await HttpConnection.OpenAsync(server, cancellationToken);
            (int status, string body) = await connection.SendAsync(load.Post(orderPath, Json(firstUrl)), withBody: true, cancellationToken);
            if (status is not (Ok or Accepted))
            {
                throw new BenchException($"The first crawl was answered {status}: {body}");
            }

            string id = CrawlIdIn(body);
            byte[] look = load.Get(lookPath.Replace("{0}", id, StringComparison.Ordinal));
            return new Target(load, load.Post(orderPath, Json("https://www.facebook.com/ESPN")), look);
        }

        private static string Json(string url) =>
            $$"""{"dataset_id":"gd_lkaxegm826bjpoo9m5","platform":"facebook","url":"{{url}}","num_of_posts":10}""";

        // The answer may be in chunks: from its first brace to its last.
        private static string CrawlIdIn(string body)
        {
            using JsonDocument answer = JsonDocument.Parse(body[body.IndexOf('{', StringComparison.Ordinal)..(body.LastIndexOf('}') + 1)]);
            return answer.RootElement.EnumerateObject()
                .First(field => field.Name is "crawl_id" or "crawlId").Value.GetString()!;
        }
    }
}
