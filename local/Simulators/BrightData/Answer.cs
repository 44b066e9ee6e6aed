using System.Text;

namespace Simulators.BrightData;

/// <summary>What a call answers: a small body, or a stream that writes itself.</summary>
internal sealed record Answer
{
    private const string Text = "text/html; charset=utf-8";
    private const string Json = "application/json; charset=utf-8";

    public required int Status { get; init; }

    public string ContentType { get; init; } = Text;

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? RetryAfter { get; init; }

    /// <summary>Writes the body when it is not in <see cref="Body"/>.</summary>
    public Func<HttpContext, CancellationToken, Task>? Writer { get; init; }

    public static Answer OfText(int status, string text) => new() { Status = status, Body = Encoding.UTF8.GetBytes(text) };

    public static Answer OfRawJson(int status, ReadOnlyMemory<byte> json) => new() { Status = status, ContentType = Json, Body = json };

    public static Answer OfJson<T>(int status, T value) => OfRawJson(status, Wire.Serialize(value));

    public static Answer ValidationErrors(string message) =>
        OfJson(400, new Dictionary<string, string[]> { ["validation_errors"] = [message] });

    public static Answer SnapshotMissing { get; } = OfText(404, "Snapshot does not exist");

    public static Answer SnapshotEmpty { get; } = OfText(400, "Snapshot is empty");

    public static Answer SnapshotExpired { get; } = OfText(400, "Snapshot is expired");

    public async Task WriteAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        if (RetryAfter is not null)
        {
            response.Headers.RetryAfter = RetryAfter;
        }

        if (Writer is not null)
        {
            await Writer(context, context.RequestAborted);
            return;
        }

        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, context.RequestAborted);
    }
}
