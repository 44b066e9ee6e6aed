using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ingestion.Tests.Accounts;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>Whatever a body holds, the answer is no 5xx, and an error has the one shape.</summary>
[Trait("Category", "EndToEnd")]
public sealed class HostileBodyTests(RequestService shared) : IClassFixture<RequestService>
{
    private const string Deep = "[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]";

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "-1", "1.5", "1e400", "1E+2", "9223372036854775808", new string('9', 400), "[]", "{}", "[null]",
        "[[]]", "[1]", Deep, """{"a":1}""", "\"\"", "\" \"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\u0001\"",
        "\"\\ufffe\"", "[\"\\ud800\"]", "[\"a\",\"a\"]", "[\"\"]", "\"2026-02-30\"", "\"01/12/2024\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59-14:00\"", "\"00000000-0000-0000-0000-000000000000\"", "\"'; drop table x; --\"", "\"https://[::1\"",
        "\"https://\\ud800.example/\"", "\"https://a..b/\"", "\"* * * * * *\"", "\"0 0 0 31 2 *\"", $"\"{new string('a', 5000)}\"",
        $"[{string.Join(',', Enumerable.Repeat("\"a\"", 2000))}]",
    ];

    private static readonly byte[][] Wholes =
    [
        .. new[]
        {
            "", "null", "[]", "0", "\"x\"", "{", "{\"a\":}", "{}{}", "{'a':1}", "{\"a\":NaN}", "{\"a\":01}", "//c\n{}", "{\"a\":1,}", "\0",
            "{\"a\":1,\"a\":2}", "{\"\\ud800\":1}", "{\"a\":1,\"\\udc00x\":1}", "{\"\":1}", "{\"a\":{\"\\ud800\":1}}", "{\"\\u0000\":1}",
            new string('[', 100_000), new string('a', 70_000), $"{{\"{new string('x', 100_000)}\":1}}",
            $"{{{string.Join(',', Enumerable.Range(0, 5000).Select(n => $"\"f{n}\":1"))}}}",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE, (byte)'{', (byte)'}'], [0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}'],
        [.. "{\""u8, 0xFF, .. "\":1}"u8], [.. "{\"reason\":\""u8, 0xC0, 0xAF, .. "\"}"u8], [.. "{\"reason\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
    ];

    public static TheoryData<string> Routes { get; } = [.. BodyRoutes.All];

    [Fact]
    public void Routes_WithABody_AreAllKnown() => Assert.Subset(BodyRoutes.All.ToHashSet(), BodyRoutes.Reading.ToHashSet());

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_BodyThatIsNoObjectOfItsFields_IsAnsweredInOurShape(string route)
    {
        (string method, string path) = BodyRoutes.Fill(route, await IdsAsync(route));
        foreach (byte[] body in Wholes)
        {
            await SendAsync(method, path, body);
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_FieldWithAnOddValue_IsAnsweredInOurShape(string route)
    {
        (string method, string path) = BodyRoutes.Fill(route, await IdsAsync(route));
        string valid = BodyRoutes.BodyOf(route);
        foreach (string[] field in FieldsOf(valid))
        {
            foreach (string value in Values)
            {
                await SendAsync(method, path, Encoding.UTF8.GetBytes(With(valid, field, value)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_BrokenChunk_IsNo5xx(string route)
    {
        (string method, string path) = BodyRoutes.Fill(route, await IdsAsync(route));
        foreach (string chunk in (string[])["ZZ\r\nabc\r\n", "FFFFFFFFFFFFFFFF\r\n", "1\r\n{XX", "-1\r\n{}\r\n"])
        {
            (int status, string body) = await SendRawAsync($"{method} {path}", chunk);

            Assert.InRange(status, 400, 499);
            if (BodyRoutes.Reading.Contains(route))
            {
                (status, JsonDocument.Parse(body).RootElement).AssertInvalid("body");
            }
        }
    }

    /// <summary>Ids of things that exist, for the routes that read a body only for these.</summary>
    private async Task<Dictionary<string, string>> IdsAsync(string route) => route.StartsWith("PATCH ", StringComparison.Ordinal)
        ? new Dictionary<string, string>
        {
            ["accountId"] = await MakeAsync("POST /api/v1/accounts", "account_id", ("external_id", $"\"{Guid.NewGuid()}\"")),
            ["creatorId"] = await MakeAsync("POST /api/v1/creators", "creator_id", ("reference", $"\"{Guid.NewGuid()}\"")),
            ["subscriptionId"] = await MakeAsync("POST /api/v1/webhooks", "subscription_id", ("description", "\"d\"")),
        }
        : [];

    private async Task<string> MakeAsync(string route, string idName, (string Name, string Value) unique)
    {
        (string method, string path) = BodyRoutes.Fill(route, new Dictionary<string, string>());
        (int status, JsonElement made) = await shared.SendAsync(
            method, path, With(BodyRoutes.BodyOf(route), [unique.Name], unique.Value), AccountService.GlobexKey);
        Assert.True(status == 201, made.ToString());
        return made.GetProperty(idName).GetString()!;
    }

    private static IEnumerable<string[]> FieldsOf(string body)
    {
        foreach (JsonProperty field in JsonDocument.Parse(body).RootElement.EnumerateObject())
        {
            yield return [field.Name];
            if (field.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty inner in field.Value.EnumerateObject())
                {
                    yield return [field.Name, inner.Name];
                }
            }
        }
    }

    /// <summary>The body with another value of one field. The value may be what no JSON library would write.</summary>
    private static string With(string body, string[] field, string value)
    {
        const string mark = "hostile-mark";
        JsonObject root = JsonNode.Parse(body)!.AsObject();
        JsonObject holder = field.Length == 1 ? root : root[field[0]]!.AsObject();
        holder[field[^1]] = mark;
        return root.ToJsonString().Replace($"\"{mark}\"", value, StringComparison.Ordinal);
    }

    private async Task SendAsync(string method, string path, byte[] body)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccountService.GlobexKey);
        using HttpResponseMessage response = await shared.Service.Http.SendAsync(request);
        int status = (int)response.StatusCode;
        string answer = await response.Content.ReadAsStringAsync();

        string sent = Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 300));
        Assert.True(status < 500, $"{method} {path} {sent}: {status} {answer}");
        if (status >= 400)
        {
            JsonElement error = JsonDocument.Parse(answer).RootElement;
            (status, error).AssertError(status, error.GetProperty("error_code").GetString()!);
        }
    }

    private async Task<(int Status, string Body)> SendRawAsync(string target, string chunk)
    {
        Uri server = shared.Service.Http.BaseAddress!;
        using TcpClient client = new();
        await client.ConnectAsync(server.Host, server.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"{target} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {AccountService.GlobexKey}\r\n"
            + $"Content-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}"));
        using StreamReader reader = new(stream, Encoding.UTF8);
        string[] answer = (await reader.ReadToEndAsync()).Split("\r\n\r\n", 2);
        return (int.Parse(answer[0].Split(' ')[1], CultureInfo.InvariantCulture), answer[^1]);
    }
}
