using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ingestion.Bench.Download;

/// <summary>Orders synthetic snapshots from the simulator, by size.</summary>
internal sealed class SyntheticSnapshots(Uri simulator) : IDisposable
{
    public const string DatasetId = "gd_lkaxegm826bjpoo9m5";
    private const int SampleRecords = 2000;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _client = new() { BaseAddress = simulator };
    private double _recordBytes;

    /// <summary>How many synthetic posts make a snapshot of about this size.</summary>
    public async Task<int> RecordsForAsync(long bytes, CancellationToken cancellationToken)
    {
        if (_recordBytes == 0)
        {
            string sample = await OrderAsync(SampleRecords, cancellationToken);
            _recordBytes = (await GetBytesAsync($"/datasets/v3/snapshot/{sample}?format=json", cancellationToken)).Length / (double)SampleRecords;
        }

        return (int)(bytes / _recordBytes);
    }

    /// <summary>A snapshot that is ready.</summary>
    public async Task<string> OrderAsync(int records, CancellationToken cancellationToken)
    {
        Uri trigger = new($"/datasets/v3/trigger?dataset_id={DatasetId}&include_errors=true", UriKind.Relative);
        object[] inputs = [new { url = "https://www.facebook.com/ESPN", num_of_posts = records }];
        using HttpRequestMessage order = new(HttpMethod.Post, trigger) { Content = JsonContent.Create(inputs) };
        string id = (await ReadAsync(order, cancellationToken)).GetProperty("snapshot_id").GetString()!;
        while (true)
        {
            using HttpRequestMessage look = new(HttpMethod.Get, new Uri($"/datasets/v3/progress/{id}", UriKind.Relative));
            if ((await ReadAsync(look, cancellationToken)).GetProperty("status").GetString() == "ready")
            {
                return id;
            }

            await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<byte[]> GetBytesAsync(string path, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using HttpResponseMessage response = await SendAsync(request, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private async Task<JsonElement> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(request, cancellationToken);
        return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new("Bearer", "benchmark");
        HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            string text = await response.Content.ReadAsStringAsync(cancellationToken);
            int status = (int)response.StatusCode;
            response.Dispose();
            throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"The simulator answered {status}: {text}"));
        }

        return response;
    }
}
