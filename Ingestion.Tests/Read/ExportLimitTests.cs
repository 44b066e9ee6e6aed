using System.Net.Sockets;
using System.Text.Json;
using Ingestion.Core.Persistence;
using Ingestion.Tests.EndToEnd;
using Ingestion.Tests.Fixtures;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Read;

/// <summary>Two exports at the same time, and a reader has to take a GiB per second.</summary>
public sealed class StrictService : SharedService, IAsyncLifetime
{
    internal override (string Name, string Value)[] Settings =>
    [
        ("Lists__MaxExports", "2"),
        ("Lists__MinBytesPerSecond", "1073741824"),
        ("Lists__RateGrace", "00:00:05"),
    ];

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Service.Database);
        await LoadedService.FillAsync(new Database(source));
    }
}

[Trait("Category", "EndToEnd")]
public sealed class ExportLimitTests(StrictService shared) : IClassFixture<StrictService>
{
    private const string Export = "/api/v1/posts?fields=post_id,text";
    private readonly Service _service = shared.Service;

    [Fact]
    public async Task Exports_MoreThanMayBe_AreRefusedUntilASlowOneIsCut()
    {
        using TcpClient first = (await LoadedService.OpenSlowReaderAsync(_service, Export)).Client;
        using TcpClient second = (await LoadedService.OpenSlowReaderAsync(_service, Export)).Client;
        using HttpResponseMessage third = await ExportAsync();

        (429, JsonDocument.Parse(await third.Content.ReadAsStringAsync()).RootElement).AssertError(429, "TOO_MANY_EXPORTS");
        Assert.Equal("10", third.Headers.GetValues("Retry-After").Single());
        Assert.Equal(200, (await _service.GetAsync("/api/v1/posts?limit=1000")).StatusCode);

        await Eventually.TrueAsync(async () =>
        {
            using HttpResponseMessage again = await ExportAsync();
            return (int)again.StatusCode == 200;
        });
        await Eventually.TrueAsync(() => _service.Output.Contains("Cut the reader of list posts", StringComparison.Ordinal));
    }

    private async Task<HttpResponseMessage> ExportAsync()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Export);
        request.Headers.Add("Accept", "text/csv");
        return await _service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
