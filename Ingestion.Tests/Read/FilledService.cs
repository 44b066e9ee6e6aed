using System.Net.Sockets;
using System.Text;
using Ingestion.Core.Persistence;
using Ingestion.Tests.EndToEnd;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Read;

/// <summary>A service with enough posts that an export does not fit into the buffers of a connection.</summary>
public class FilledService : SharedService, IAsyncLifetime
{
    public const int Authors = 40;
    public const int PostsOfAnAuthor = 500;

    private const string PostsSql = """
        insert into ingestion.social_posts
        select (jsonb_populate_record(p, jsonb_build_object(
            'post_id', 'p' || n, 'author_handle', 'author' || n % @Authors, 'text', 'author' || n % @Authors || repeat(' text', 60),
            'hashtags', array['all'], 'published_at', p.published_at - n * interval '1 minute'))).*
        from ingestion.social_posts p, generate_series(0, @Posts - 1) n where p.post_id = 'first';
        delete from ingestion.social_posts where post_id = 'first'
        """;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Service.Database) { CommandTimeout = 600 });
        Database database = new(source);
        await database.InsertAsync(new PostRow("first"));
        await database.ExecuteAsync(PostsSql, new { Authors, Posts = Authors * PostsOfAnAuthor }, CancellationToken.None);
        await database.ExecuteAsync("analyze ingestion.social_posts", null, CancellationToken.None);
    }

    /// <summary>A caller that asks for an export and takes no more than the beginning of the answer.</summary>
    internal static async Task<(TcpClient Client, string Beginning)> OpenSlowReaderAsync(
        Service service, string path, string? ownerKey = null)
    {
        TcpClient client = new() { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(service.Http.BaseAddress!.Host, service.Http.BaseAddress.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\nConnection: close\r\n"
            + (ownerKey is null ? "\r\n" : $"Authorization: Bearer {ownerKey}\r\n\r\n")));
        byte[] beginning = new byte["HTTP/1.1 200".Length];
        await stream.ReadExactlyAsync(beginning);
        return (client, Encoding.ASCII.GetString(beginning));
    }
}

/// <summary>Takes hundreds of exports.</summary>
public sealed class LoadedService : FilledService
{
    internal override (string Name, string Value)[] Settings =>
        [("Lists__MaxExports", "1000"), ("Lists__MaxExportsPerCaller", "1000"), ("Lists__MinBytesPerSecond", "0")];
}
