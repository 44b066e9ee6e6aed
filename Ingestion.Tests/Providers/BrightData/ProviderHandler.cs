using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Ingestion.Tests.Providers.BrightData;

/// <summary>A provider without a network. A request that nobody registered throws.</summary>
internal sealed class ProviderHandler : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> answers = new();

    /// <summary>Method, path, query and authorization of each request, in order.</summary>
    public ConcurrentQueue<(string Target, string? Authorization, string? Body)> Requests { get; } = new();

    public ProviderHandler On(string target, Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        answers[target] = (request, _) => Task.FromResult(answer(request));
        return this;
    }

    /// <summary>Answers once <paramref name="gate"/> opens.</summary>
    public ProviderHandler OnGate(string target, Task gate, Func<HttpResponseMessage> answer)
    {
        answers[target] = async (_, cancellationToken) =>
        {
            await gate.WaitAsync(cancellationToken);
            return answer();
        };
        return this;
    }

    public ProviderHandler On(string target, HttpStatusCode status, string body = "", string type = "text/html") =>
        On(target, _ => Answer(status, body, type));

    /// <summary>One answer after the other; the last one stays.</summary>
    public ProviderHandler OnSequence(string target, params Func<HttpResponseMessage>[] sequence)
    {
        var next = 0;
        return On(target, _ => sequence[Math.Min(Interlocked.Increment(ref next), sequence.Length) - 1]());
    }

    public static HttpResponseMessage Answer(HttpStatusCode status, string body = "", string type = "text/html") =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var target = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        Requests.Enqueue((target, request.Headers.Authorization?.ToString(), body));
        var answer = answers.FirstOrDefault(entry => target.StartsWith(entry.Key, StringComparison.Ordinal)).Value
            ?? throw new InvalidOperationException($"Nobody registered {target}");
        return await answer(request, cancellationToken);
    }
}
