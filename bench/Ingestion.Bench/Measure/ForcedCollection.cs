using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Ingestion.Bench.Measure;

/// <summary>
/// Makes another .NET process collect its garbage, so that memory that waits for a collection is not counted as held. It
/// opens a trace of heap collections, which the runtime begins with a full one, and closes it again.
/// </summary>
/// <remarks>Speaks https://github.com/dotnet/diagnostics/blob/main/documentation/design-docs/ipc-protocol.md.</remarks>
internal static class ForcedCollection
{
    private const byte EventPipe = 0x02;
    private const byte StopTracing = 0x01;
    private const byte CollectTracing = 0x02;
    private const ulong CollectHeap = 0x80_0000;
    private const uint Informational = 4;
    private const uint NetTrace = 1;
    private const int HeaderBytes = 20;
    private static readonly TimeSpan CollectionTime = TimeSpan.FromMilliseconds(1500);

    public static async Task RunAsync(int processId, CancellationToken cancellationToken)
    {
        string pattern = string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{processId}-*-socket");
        string path = Directory.EnumerateFiles(Path.GetTempPath(), pattern).FirstOrDefault()
            ?? throw new BenchException("The host process offers no diagnostics port.");
        await using NetworkStream trace = await SendAsync(path, CollectTracing, TraceOfCollections(), cancellationToken);
        byte[] session = new byte[HeaderBytes + sizeof(ulong)];
        await trace.ReadExactlyAsync(session, cancellationToken);
        Task drained = trace.CopyToAsync(Stream.Null, cancellationToken);
        await Task.Delay(CollectionTime, TimeProvider.System, cancellationToken);
        await using NetworkStream stop = await SendAsync(path, StopTracing, session[HeaderBytes..], cancellationToken);
        await drained;
    }

    private static byte[] TraceOfCollections()
    {
        byte[] name = Encoding.Unicode.GetBytes("Microsoft-Windows-DotNETRuntime\0");
        using MemoryStream payload = new();
        using BinaryWriter writer = new(payload);
        writer.Write(16u); // Buffer in MB.
        writer.Write(NetTrace);
        writer.Write(1u); // Providers.
        writer.Write(CollectHeap);
        writer.Write(Informational);
        writer.Write((uint)name.Length / sizeof(char));
        writer.Write(name);
        writer.Write(0u); // No filter.
        return payload.ToArray();
    }

    private static async Task<NetworkStream> SendAsync(string path, byte command, byte[] payload, CancellationToken cancellationToken)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        NetworkStream? stream = null;
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            stream = new NetworkStream(socket, ownsSocket: true);
            byte[] message = new byte[HeaderBytes + payload.Length];
            "DOTNET_IPC_V1\0"u8.CopyTo(message);
            BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)message.Length);
            message[16] = EventPipe;
            message[17] = command;
            payload.CopyTo(message, HeaderBytes);
            await stream.WriteAsync(message, cancellationToken);
            return stream;
        }
        catch
        {
            await (stream?.DisposeAsync() ?? ValueTask.CompletedTask);
            socket.Dispose();
            throw;
        }
    }
}
