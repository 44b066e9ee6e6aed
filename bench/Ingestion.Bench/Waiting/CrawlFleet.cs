using System.Globalization;
using System.Net.Http.Json;
using Npgsql;

namespace Ingestion.Bench.Waiting;

/// <summary>Many crawls of one record each: triggered through the public API, made ready at the simulator.</summary>
internal sealed class CrawlFleet(Uri service, Uri simulator, string postgresConnectionString) : IDisposable
{
    private const int Callers = 32;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    // Two datasets: the provider's limit of jobs, and so the product's largest number of slots, is 5,000 for each.
    private static readonly string[] Datasets = ["gd_lkaxegm826bjpoo9m5", "gd_lyclm3ey2q6rww027t"];
    private readonly HttpClient _service = new() { BaseAddress = service, Timeout = TimeSpan.FromMinutes(2) };
    private readonly HttpClient _simulator = new() { BaseAddress = simulator, Timeout = TimeSpan.FromMinutes(2) };
    private int _triggered;

    /// <summary>Returns when all of them wait in polling.</summary>
    public async Task TriggerAsync(int count, CancellationToken cancellationToken)
    {
        int first = _triggered;
        _triggered += count;
        await ForAllAsync(Enumerable.Range(first, count), TriggerOneAsync, cancellationToken);
        await WaitAsync("polling", count, cancellationToken);
    }

    /// <summary>Ends all jobs at the simulator, which then calls the webhooks; returns when all crawls are completed.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> snapshots = await SnapshotsAsync(cancellationToken);
        await ForAllAsync(snapshots, FinishOneAsync, cancellationToken);
        await WaitAsync("completed", _triggered, cancellationToken);
    }

    public void Dispose()
    {
        _service.Dispose();
        _simulator.Dispose();
    }

    private static Task ForAllAsync<T>(
        IEnumerable<T> items, Func<T, CancellationToken, ValueTask> run, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items, new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken }, run);

    private async ValueTask TriggerOneAsync(int number, CancellationToken cancellationToken)
    {
        object order = new
        {
            dataset_id = Datasets[number % Datasets.Length],
            platform = "facebook",
            url = string.Create(CultureInfo.InvariantCulture, $"https://www.facebook.com/page{number}"),
            num_of_posts = 1,
        };
        using HttpResponseMessage response = await _service.PostAsJsonAsync(
            new Uri("/api/v1/crawl/trigger", UriKind.Relative), order, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new BenchException($"Trigger: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    private async ValueTask FinishOneAsync(string snapshotId, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _simulator.PostAsync(
            new Uri($"/_simulator/snapshots/{snapshotId}/finish", UriKind.Relative), null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private async Task<IReadOnlyList<string>> SnapshotsAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(
            "select snapshot_id from ingestion.crawl_metadata where status = 'polling' order by crawl_id", connection);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellationToken);
        List<string> snapshots = [];
        while (await rows.ReadAsync(cancellationToken))
        {
            snapshots.Add(rows.GetString(0));
        }

        return snapshots;
    }

    private async Task WaitAsync(string status, long wanted, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(
            """
            select count(*) filter (where status = $1), count(*) filter (where status in ('failed', 'cancelled'))
            from ingestion.crawl_metadata
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = status });
        while (true)
        {
            await using (NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellationToken))
            {
                await row.ReadAsync(cancellationToken);
                if (row.GetInt64(1) > 0)
                {
                    throw new BenchException("A crawl failed.");
                }

                if (row.GetInt64(0) >= wanted)
                {
                    return;
                }
            }

            await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = new(postgresConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
