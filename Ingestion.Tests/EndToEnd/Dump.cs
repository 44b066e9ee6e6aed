using System.IO.Compression;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Npgsql;

namespace Ingestion.Tests.EndToEnd;

/// <summary>All that a service has stored, as text, to search in it.</summary>
internal static class Dump
{
    /// <summary>Every row of every table of a schema; binary columns as hexadecimal digits.</summary>
    public static async Task<string> SchemaAsync(Service service, string schema)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(service.Database);
        List<string> tables = [];
        await using (NpgsqlCommand list = source.CreateCommand(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = $1"))
        {
            list.Parameters.Add(new NpgsqlParameter { Value = schema });
            await using NpgsqlDataReader reader = await list.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        StringBuilder rows = new();
        foreach (string table in tables)
        {
            await using NpgsqlCommand dump = source.CreateCommand($"select string_agg(t::text, chr(10)) from {table} t");
            rows.Append(table).Append('\n').Append(await dump.ExecuteScalarAsync() as string).Append('\n');
        }

        return rows.ToString();
    }

    /// <summary>Names, metadata and unfolded contents of every blob.</summary>
    public static async Task<string> BlobsAsync(Service service)
    {
        BlobContainerClient container = new(service.BlobConnectionString, service.Container);
        StringBuilder all = new();
        await foreach (BlobItem blob in container.GetBlobsAsync(BlobTraits.Metadata))
        {
            all.Append(blob.Name).AppendJoin('\n', blob.Metadata ?? new Dictionary<string, string>());
            BlobDownloadResult found = await container.GetBlobClient(blob.Name).DownloadContentAsync();
            all.Append(Encoding.UTF8.GetString(Unfold(found.Content.ToArray())));
        }

        return all.ToString();
    }

    private static byte[] Unfold(byte[] bytes)
    {
        if (bytes is not [0x1f, 0x8b, ..])
        {
            return bytes;
        }

        using GZipStream gzip = new(new MemoryStream(bytes), CompressionMode.Decompress);
        using MemoryStream unfolded = new();
        gzip.CopyTo(unfolded);
        return unfolded.ToArray();
    }
}
