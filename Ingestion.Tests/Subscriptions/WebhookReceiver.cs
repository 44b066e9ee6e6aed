using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ingestion.Tests.Subscriptions;

/// <summary>An owner's receiver: a real HTTP server on loopback that keeps what it gets and answers as a test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication server;

    private WebhookReceiver(WebApplication server) => this.server = server;

    /// <summary>What a path answers; 204 where nothing is said.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new();

    /// <summary>What came, in the order of its coming, also while it is not answered yet.</summary>
    public ConcurrentQueue<ReceivedWebhook> Received { get; } = new();

    public string BaseUrl => server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<WebhookReceiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        WebhookReceiver receiver = new(server);
        server.Run(receiver.AnswerAsync);
        await server.StartAsync();
        return receiver;
    }

    public IReadOnlyList<ReceivedWebhook> At(string path) => [.. Received.Where(one => one.Path == path)];

    /// <summary>From now on the path answers with this status.</summary>
    public void Answer(string path, int statusCode, string body = "", params (string Name, string Value)[] headers) =>
        Answers[path] = async context =>
        {
            context.Response.StatusCode = statusCode;
            foreach ((string name, string value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            await context.Response.WriteAsync(body);
        };

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        string path = context.Request.Path;
        Received.Enqueue(new ReceivedWebhook(
            path,
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()),
            body.ToArray()));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        await Answers.GetValueOrDefault(path, _ => Task.CompletedTask)(context);
    }
}

/// <summary>One request, with the names of its headers in lower case.</summary>
internal sealed record ReceivedWebhook(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"];

    public long Timestamp => long.Parse(Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture);

    public string[] Signatures => Headers["webhook-signature"].Split(' ');
}
