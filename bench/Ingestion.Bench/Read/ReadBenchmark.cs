using System.Globalization;
using System.Text;
using Ingestion.Bench.Servers;
using Ingestion.Core.Persistence;
using Ingestion.Core.Read;
using Ingestion.Local.Stack;
using Npgsql;

namespace Ingestion.Bench.Read;

/// <summary>
/// First pages of <c>GET /api/v1/posts</c> over 5 million posts, through the HTTP API, by one caller: every filter and order,
/// each time with other values, from the rarest to the commonest. `BENCH_READ_POSTS` makes it a smaller table,
/// `BENCH_READ_DATABASE` names one that was made before.
/// </summary>
internal static class ReadBenchmark
{
    private const int DefaultPosts = 5_000_000;
    private const int Requests = 200;
    private const int WarmUps = 20;
    private const double LimitMs = 50;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using BenchServers servers = await BenchServers.StartAsync(withBlobs: true, cancellationToken);
        string database = Environment.GetEnvironmentVariable("BENCH_READ_DATABASE")
            ?? await MakeAsync(servers, cancellationToken);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        HostInput input = new()
        {
            PostgresConnectionString = database,
            BlobConnectionString = servers.BlobConnectionString,
            ProviderUrl = new Uri("http://127.0.0.1:9"),
        };
        await using HttpServerProcess host =
            await new BenchProcesses(servers.Folder).StartHostAsync(input, cancellationToken);
        using HttpClient http = new() { BaseAddress = host.BaseUrl };
        await MeasureAsync(http, source, cancellationToken);
    }

    private static async Task<string> MakeAsync(BenchServers servers, CancellationToken cancellationToken)
    {
        int posts = int.Parse(
            Environment.GetEnvironmentVariable("BENCH_READ_POSTS") ?? DefaultPosts.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);
        string database = await servers.CreateDatabaseAsync("read", cancellationToken);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        long started = TimeProvider.System.GetTimestamp();
        await new PostTable(source).FillAsync(posts, cancellationToken);
        double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{posts:N0} posts made in {seconds:F0} s"));
        return database;
    }

    private static async Task MeasureAsync(HttpClient http, NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await WarmUpAsync(http, cancellationToken);
        (double Ms, ListQuery? Query) slowest = default;
        List<(double Ms, ListQuery Query)> ofFilters = [];
        Console.WriteLine("| first page of 100 | p50 ms | p99 ms | slowest ms | |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (PageCase one in PageCase.All)
        {
            Random random = new(one.ToString().Length);
            List<(double Ms, ListQuery Query)> times = [];
            for (int request = 0; request < Requests; request++)
            {
                ListQuery query = one.Next(random);
                times.Add((await TimeAsync(http, PageCase.Path(query), cancellationToken), query));
            }

            times.Sort((left, right) => left.Ms.CompareTo(right.Ms));
            double p99 = times[(int)(times.Count * 0.99)].Ms;
            string verdict = p99 <= LimitMs ? "kept" : "OVER 50 ms";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {one} | {times[times.Count / 2].Ms:F1} | {p99:F1} | {times[^1].Ms:F1} | {verdict} |"));
            slowest = times[^1].Ms > slowest.Ms ? times[^1] : slowest;
            if (one.Sort == "-published_at")
            {
                ofFilters.Add(times[^1]);
            }
        }

        await ExplainAsync(source, "Slowest page by time", ofFilters.MaxBy(time => time.Ms).Query, cancellationToken);
        await ExplainAsync(source, "Slowest page", slowest.Query!, cancellationToken);
    }

    /// <summary>The host has compiled what it runs before anything is measured; the values are others.</summary>
    private static async Task WarmUpAsync(HttpClient http, CancellationToken cancellationToken)
    {
        Random random = new(0);
        foreach (PageCase one in PageCase.All)
        {
            for (int request = 0; request < WarmUps; request++)
            {
                await TimeAsync(http, PageCase.Path(one.Next(random)), cancellationToken);
            }
        }
    }

    private static async Task<double> TimeAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        long sent = TimeProvider.System.GetTimestamp();
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        double ms = TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds;
        return response.IsSuccessStatusCode
            ? ms
            : throw new BenchException($"{path} was answered {response.StatusCode}: {Encoding.UTF8.GetString(body)}");
    }

    /// <summary>Prints the plan of the page's first statement.</summary>
    private static async Task ExplainAsync(
        NpgsqlDataSource source, string title, ListQuery query, CancellationToken cancellationToken)
    {
        Database database = new(source);
        ListPart part = new(IsUnknown: false, After: null);
        if (PageWalk.IsNeeded(query))
        {
            PageWalk walk = new(database, query);
            part = part with { Window = await walk.StartAsync(part, query.Limit + 1, cancellationToken) };
        }

        NpgsqlBatchCommand[] commands = ListSql.Page(query, part, query.Limit + 1);
        commands[^1].CommandText = "explain (analyze, buffers) " + commands[^1].CommandText;
        IReadOnlyList<string> plan = await database.ReadBatchAsync(commands, row => row.GetString(0), cancellationToken);
        Console.WriteLine($"{title}: {PageCase.Path(query)}");
        Console.WriteLine(string.Join(Environment.NewLine, plan));
    }
}
