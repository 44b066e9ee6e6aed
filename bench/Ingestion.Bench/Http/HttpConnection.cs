using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Ingestion.Bench.Http;

/// <summary>One keep-alive connection that reads answers with a length or in chunks.</summary>
internal sealed class HttpConnection : IDisposable
{
    private const int StatusStart = 9;
    private const int StatusDigits = 3;
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];

    private HttpConnection()
    {
    }

    public static async Task<HttpConnection> OpenAsync(Uri server, CancellationToken cancellationToken)
    {
        HttpConnection connection = new();
        try
        {
            await connection._socket.ConnectAsync(server.Host, server.Port, cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The status, and the body when it is asked for or when the status is an error.</summary>
    public async ValueTask<(int Status, string Body)> SendAsync(byte[] request, bool withBody, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(request, SocketFlags.None, cancellationToken);
        int filled = 0;
        while (true)
        {
            int count = filled == _buffer.Length ? 0 : await _socket.ReceiveAsync(_buffer.AsMemory(filled), SocketFlags.None, cancellationToken);
            if (count == 0)
            {
                throw new BenchException("The server closed the connection, or sent an answer over 64 KiB.");
            }

            filled += count;
            int head = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (head >= 0 && IsWhole(_buffer.AsSpan(0, head + 2), _buffer.AsSpan(head + 4, filled - head - 4)))
            {
                _ = Utf8Parser.TryParse(_buffer.AsSpan(StatusStart, StatusDigits), out int status, out _);
                bool wanted = withBody || status >= 400;
                return (status, wanted ? Encoding.UTF8.GetString(_buffer, head + 4, filled - head - 4) : string.Empty);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        int at = head.IndexOf("Content-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + "Content-Length: ".Length)..], out int length, out _)
            ? body.Length >= length
            : body.EndsWith("0\r\n\r\n"u8);
    }
}
