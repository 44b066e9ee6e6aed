using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Ingestion.Tests.EndToEnd;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Read;

/// <summary>
/// Callers that give exports up, or take them slowly, beside callers that read to the end. INGESTION_ABORT_RUNS and
/// INGESTION_ABORT_SEED change the number of exports that are given up, and where.
/// </summary>
[Trait("Category", "EndToEnd")]
public sealed class ReadLoadTests(LoadedService shared) : IClassFixture<LoadedService>
{
    private const int Aborters = 12;
    private const int Readers = 4;
    private const int SlowReaders = 200;
    private const int FastReaders = 130;
    private const string Export = "/api/v1/posts?fields=post_id,text";

    private readonly int _aborts = Setting("INGESTION_ABORT_RUNS", 300);
    private readonly int _seed = Setting("INGESTION_ABORT_SEED", Random.Shared.Next());
    private readonly Service _service = shared.Service;

    [Fact]
    public async Task Exports_GivenUpAtRandomPlaces_DisturbNoOtherReader()
    {
        using CancellationTokenSource end = new();
        Task<int>[] readers = [.. Enumerable.Range(0, Readers).Select(one => ReadUntilAsync(new Random(_seed - one), end.Token))];

        await Task.WhenAll(Enumerable.Range(0, Aborters).Select(one => AbortAsync(new Random(_seed + one), _aborts / Aborters)));
        await end.CancelAsync();
        int[] answers = await Task.WhenAll(readers);

        Assert.All(answers, count => Assert.True(count > 0, $"no answer was read; seed {_seed}"));
        Assert.DoesNotContain("Npgsql bug", _service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Request failed", _service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", _service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SlowReaders_MoreThanThereAreConnections_HoldUpNeitherHealthNorStatusNorOthers()
    {
        string crawlId = await _service.TriggerAsync();
        TcpClient[] slow = await Task.WhenAll(Enumerable.Range(0, SlowReaders).Select(_ => HoldAsync()));
        try
        {
            Task<int>[] fast = [.. Enumerable.Range(0, FastReaders).Select(
                one => CountRowsAsync($"&hashtag=all&author=author{one % FilledService.Authors}"))];
            Assert.Equal(200, (await _service.GetAsync("/health")).StatusCode);
            Assert.Equal(200, (await _service.GetAsync($"/api/v1/crawl/{crawlId}/status")).StatusCode);
            Assert.All(await Task.WhenAll(fast), rows => Assert.Equal(FilledService.PostsOfAnAuthor, rows));

            Assert.Equal(200, (await _service.GetAsync("/health")).StatusCode);
            Assert.All(slow, one => Assert.True(one is { Connected: true, Available: > 0 }));
        }
        finally
        {
            Array.ForEach(slow, one => one.Dispose());
        }
    }

    private static int Setting(string name, int defaultValue) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : defaultValue;

    /// <summary>Gives exports up before their headers, at their beginning and in their midst.</summary>
    private async Task AbortAsync(Random random, int count)
    {
        byte[] piece = new byte[16 * 1024];
        for (int abort = 0; abort < count; abort++)
        {
            using CancellationTokenSource soon = new();
            string filter = random.Next(2) == 0 ? "" : "&hashtag=all";
            if (random.Next(4) == 0)
            {
                soon.CancelAfter(random.Next(30));
            }

            try
            {
                using HttpResponseMessage response = await SendAsync(filter, soon.Token);
                await using Stream body = await response.Content.ReadAsStreamAsync(soon.Token);
                for (int pieces = random.Next(200); pieces > 0 && await body.ReadAsync(piece, soon.Token) > 0; pieces--)
                {
                }
            }
            catch (Exception givenUp) when (givenUp is OperationCanceledException or IOException && soon.IsCancellationRequested)
            {
            }
        }
    }

    private async Task<int> ReadUntilAsync(Random random, CancellationToken end)
    {
        int answers = 0;
        do
        {
            string author = $"author{random.Next(FilledService.Authors)}";
            (int statusCode, JsonElement body) = await _service.GetAsync($"/api/v1/posts?limit=1000&author={author}");

            Assert.Equal(200, statusCode);
            JsonElement[] posts = [.. body.GetProperty("posts").EnumerateArray()];
            Assert.Equal(FilledService.PostsOfAnAuthor, posts.Length);
            Assert.All(posts, post => Assert.Equal(author, post.GetProperty("author_handle").GetString()));
            Assert.All(posts, post => Assert.StartsWith(author + " text", post.GetProperty("text").GetString(), StringComparison.Ordinal));
            answers++;
        }
        while (!end.IsCancellationRequested);
        return answers;
    }

    /// <summary>As many callers at once wait for the connections of lists, and some of them are sent away with a 503.</summary>
    private async Task<TcpClient> HoldAsync()
    {
        TcpClient? held = null;
        await Eventually.TrueAsync(async () =>
        {
            (TcpClient client, string beginning) = await FilledService.OpenSlowReaderAsync(_service, Export);
            if (beginning == "HTTP/1.1 200")
            {
                held = client;
                return true;
            }

            client.Dispose();
            Assert.Equal("HTTP/1.1 503", beginning);
            return false;
        });
        return held!;
    }

    private async Task<int> CountRowsAsync(string filter)
    {
        string? body = null;
        await Eventually.TrueAsync(async () =>
        {
            using HttpResponseMessage response = await SendAsync(filter, CancellationToken.None);
            body = (int)response.StatusCode == 503 ? null : await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            return body is not null;
        });
        return body!.Count(character => character == '\n');
    }

    private async Task<HttpResponseMessage> SendAsync(string filter, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Export + filter);
        request.Headers.Add("Accept", "application/x-ndjson");
        return await _service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
