using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Ingestion.Tests.EndToEnd;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Read;

/// <summary>One export of a caller at the same time, two in all.</summary>
public sealed class StrictService : FilledService
{
    public const string AcmeKey = "acme-key-of-a-test";
    public const string GlobexKey = "globex-key-of-a-test";

    internal override (string Name, string Value)[] Settings =>
    [
        ("OWNER_KEYS", $"acme={AcmeKey};globex={GlobexKey}"),
        ("Lists__MaxExports", "2"),
        ("Lists__MaxExportsPerCaller", "1"),
        ("Lists__MinBytesPerSecond", "0"),
    ];
}

/// <summary>A reader has to take a GiB per second.</summary>
public sealed class HurriedService : FilledService
{
    internal override (string Name, string Value)[] Settings =>
        [("Lists__MinBytesPerSecond", "1073741824"), ("Lists__RateGrace", "00:00:02")];
}

[Trait("Category", "EndToEnd")]
public sealed class ExportLimitTests(StrictService strict, HurriedService hurried)
    : IClassFixture<StrictService>, IClassFixture<HurriedService>
{
    private const string Export = "/api/v1/posts?fields=post_id,text";
    private readonly Service _service = strict.Service;

    [Fact]
    public async Task Exports_MoreThanMayBe_AreRefusedUntilOneEnds()
    {
        using TcpClient unproven = (await FilledService.OpenSlowReaderAsync(_service, Export)).Client;
        await AssertRefusedAsync(ownerKey: null);
        using TcpClient acme = (await FilledService.OpenSlowReaderAsync(_service, Export, StrictService.AcmeKey)).Client;
        await AssertRefusedAsync(StrictService.GlobexKey);
        Assert.Equal(200, (await _service.GetAsync("/api/v1/posts?limit=1000")).StatusCode);

        unproven.Dispose();

        await Eventually.TrueAsync(async () =>
        {
            using HttpResponseMessage again = await ExportAsync(ownerKey: null);
            return (int)again.StatusCode == 200;
        });
    }

    [Fact]
    public async Task Reader_SlowerThanTheLeastRate_IsCut()
    {
        using TcpClient slow = (await FilledService.OpenSlowReaderAsync(hurried.Service, Export)).Client;

        await Eventually.TrueAsync(() => hurried.Service.Output.Contains("Cut the reader of list posts", StringComparison.Ordinal));
        await Eventually.TrueAsync(() => slow.Client.Poll(0, SelectMode.SelectError) || !IsConnected(slow));
    }

    /// <summary>Takes what has arrived; a cut connection ends with an error.</summary>
    private static bool IsConnected(TcpClient client)
    {
        try
        {
            byte[] piece = new byte[64 * 1024];
            while (client.Client.Poll(0, SelectMode.SelectRead))
            {
                if (client.Client.Receive(piece) == 0)
                {
                    return false;
                }
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task AssertRefusedAsync(string? ownerKey)
    {
        using HttpResponseMessage answer = await ExportAsync(ownerKey);
        using JsonDocument body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        ((int)answer.StatusCode, body.RootElement).AssertError(429, "TOO_MANY_EXPORTS");
        Assert.Equal("10", answer.Headers.GetValues("Retry-After").Single());
    }

    private async Task<HttpResponseMessage> ExportAsync(string? ownerKey)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Export);
        request.Headers.Add("Accept", "text/csv");
        request.Headers.Authorization = ownerKey is null ? null : new AuthenticationHeaderValue("Bearer", ownerKey);
        return await _service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
