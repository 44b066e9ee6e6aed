using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Ingestion.Core.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Read;

/// <summary>
/// Writes rows as they are read; nothing is collected. When the database fails in the middle, the connection is cut, so that
/// no caller takes half a list for the whole.
/// </summary>
internal sealed class ListResult(ListRows rows, WireFormat format) : IActionResult
{
    private const int FlushBytes = 32 * 1024;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        await using ListRows owned = rows;
        HttpResponse response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.Headers.Vary = "Accept";
        response.ContentType = format switch
        {
            WireFormat.Csv => "text/csv; charset=utf-8; header=present",
            WireFormat.Ndjson => "application/x-ndjson; charset=utf-8",
            _ => "application/json; charset=utf-8",
        };
        CancellationToken aborted = context.HttpContext.RequestAborted;
        await (format switch
        {
            WireFormat.Csv => WriteCsvAsync(response.BodyWriter, aborted),
            WireFormat.Ndjson => WriteLinesAsync(response.BodyWriter, aborted),
            _ => WriteJsonAsync(response.BodyWriter, aborted),
        });
        await response.BodyWriter.FlushAsync(aborted);
    }

    private async Task WriteJsonAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        var row = new RowJson(rows.Query.Fields);
        await using var json = new Utf8JsonWriter(output, RowJson.WriterOptions);
        json.WriteStartObject();
        json.WriteStartArray(rows.Query.Listing.Name);
        while (await rows.ReadAsync(cancellationToken))
        {
            row.Write(json, rows);
            await FlushAsync(output, json, cancellationToken);
        }

        json.WriteEndArray();
        json.WriteString("next", rows.Next?.ToString());
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private async Task WriteLinesAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        var row = new RowJson(rows.Query.Fields);
        await using var json = new Utf8JsonWriter(output, RowJson.WriterOptions);
        while (await rows.ReadAsync(cancellationToken))
        {
            row.Write(json, rows);
            await json.FlushAsync(cancellationToken);
            json.Reset();
            output.Write("\n"u8);
            await FlushAsync(output, cancellationToken);
        }
    }

    private async Task WriteCsvAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        var row = new RowCsv(rows.Query.Fields);
        row.WriteNames(output);
        while (await rows.ReadAsync(cancellationToken))
        {
            row.Write(output, rows);
            await FlushAsync(output, cancellationToken);
        }
    }

    private static async ValueTask FlushAsync(PipeWriter output, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        if (json.BytesPending >= FlushBytes)
        {
            await json.FlushAsync(cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
    }

    private static async ValueTask FlushAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        if (output.UnflushedBytes >= FlushBytes)
        {
            await output.FlushAsync(cancellationToken);
        }
    }
}
