using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ingestion.Tests.Download;

/// <summary>A real HTTP server on loopback that does what a test says.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication app;

    public ScriptedServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinResponseDataRate = null);
        app = builder.Build();
        app.Run(context =>
        {
            Requests.Enqueue(context.Request.Path + context.Request.QueryString);
            return Script(context);
        });
    }

    public RequestDelegate Script { get; set; } = context => throw new InvalidOperationException($"Nobody scripted {context.Request.Path}");

    public ConcurrentQueue<string> Requests { get; } = new();

    public string Url => app.Urls.First();

    public Task StartAsync() => app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public void Answers(int status, byte[] body) => Script = async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    };
}
