using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Ingestion.Core.Subscriptions;
using Xunit;

namespace Ingestion.Tests.Subscriptions;

/// <summary>The sample of docs/webhooks.md is run as it is printed there.</summary>
[Trait("Category", "Unit")]
public sealed class WebhookDocsTests : IDisposable
{
    private const long SentAt = 1_790_000_000;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"1","data":{"name":"é"}}""");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("webhook-sample-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Sample_WhatIsGenuine_IsAcceptedAndNothingElse()
    {
        WebhookSecret secret = WebhookSecret.Create();
        WebhookSecret other = WebhookSecret.Create();
        string signature = secret.Sign("e1", SentAt, Body);
        object[] cases =
        [
            Case(secret, "e1", SentAt, signature, Body, now: SentAt + 10),
            Case(secret, "e1", SentAt, $"{other.Sign("e1", SentAt, Body)} {signature}", Body, now: SentAt),
            Case(secret, "e1", SentAt, signature, Body, now: SentAt + 301),
            Case(secret, "e1", SentAt, signature, Body, now: SentAt - 301),
            Case(secret, "e1", SentAt + 1000, signature, Body, now: SentAt + 1000),
            Case(secret, "e2", SentAt, signature, Body, now: SentAt),
            Case(secret, "e1", SentAt, signature, [.. Body, (byte)' '], now: SentAt),
            Case(other, "e1", SentAt, signature, Body, now: SentAt),
            Case(secret, "e1", SentAt, "v1,", Body, now: SentAt),
            Case(secret, "e1", SentAt, signature.Replace("v1,", "v2,", StringComparison.Ordinal), Body, now: SentAt),
        ];

        bool[] accepted = await RunAsync(cases);

        Assert.Equal([true, true, .. Enumerable.Repeat(false, cases.Length - 2)], accepted);
    }

    private static object Case(WebhookSecret secret, string id, long timestamp, string signature, byte[] body, long now) => new
    {
        secret = secret.Text,
        headers = new Dictionary<string, string>
        {
            ["webhook-id"] = id,
            ["webhook-timestamp"] = $"{timestamp}",
            ["webhook-signature"] = signature,
        },
        body = Convert.ToBase64String(body),
        now,
    };

    private async Task<bool[]> RunAsync(object[] cases)
    {
        string page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/webhooks.md"));
        string sample = page.Split("```js\n")[1].Split("```")[0];
        string file = Path.Combine(folder.FullName, "sample.mjs");
        await File.WriteAllTextAsync(file, $$"""
            {{sample}}
            const cases = {{JsonSerializer.Serialize(cases)}};
            console.log(JSON.stringify(cases.map((one) => verify(one.secret, one.headers, Buffer.from(one.body, 'base64'), one.now))));
            """);
        using Process node = Process.Start(new ProcessStartInfo("node", [file]) { RedirectStandardOutput = true })!;
        string output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return JsonSerializer.Deserialize<bool[]>(output)!;
    }
}
