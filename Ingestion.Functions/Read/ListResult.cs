using System.Buffers;
using System.Text.Json;
using Ingestion.Core.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Ingestion.Functions.Read;

/// <summary>
/// Writes rows as they are read. When the database fails in the middle, the connection is cut: half a list never looks like a
/// whole one.
/// </summary>
internal sealed class ListResult(ListRows rows, WireFormat format, ListOptions options, TimeProvider clock, ILogger logger) : IActionResult
{
    private const int FlushBytes = 32 * 1024;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        HttpContext http = context.HttpContext;
        HttpResponse response = http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.Headers.Vary = "Accept";
        response.ContentType = format switch
        {
            WireFormat.Csv => "text/csv; charset=utf-8; header=present",
            WireFormat.Ndjson => "application/x-ndjson; charset=utf-8",
            _ => "application/json; charset=utf-8",
        };
        var output = new PacedOutput(http, rows.Query.Listing.Name, options, clock, logger);
        await (format switch
        {
            WireFormat.Csv => WriteCsvAsync(output, http.RequestAborted),
            WireFormat.Ndjson => WriteLinesAsync(output, http.RequestAborted),
            _ => WriteJsonAsync(output, http.RequestAborted),
        });
        await output.FlushAsync();
    }

    private async Task WriteJsonAsync(PacedOutput output, CancellationToken cancellationToken)
    {
        var row = new RowJson(rows.Query.Fields);
        await using var json = new Utf8JsonWriter(output.Writer, RowJson.WriterOptions);
        json.WriteStartObject();
        json.WriteStartArray(rows.Query.Listing.Name);
        while (await rows.ReadAsync(cancellationToken))
        {
            row.Write(json, rows);
            if (json.BytesPending >= FlushBytes)
            {
                await json.FlushAsync(cancellationToken);
                await output.FlushAsync();
            }
        }

        json.WriteEndArray();
        json.WriteString("next", rows.Next?.ToString());
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private async Task WriteLinesAsync(PacedOutput output, CancellationToken cancellationToken)
    {
        var row = new RowJson(rows.Query.Fields);
        await using var json = new Utf8JsonWriter(output.Writer, RowJson.WriterOptions);
        while (await rows.ReadAsync(cancellationToken))
        {
            row.Write(json, rows);
            await json.FlushAsync(cancellationToken);
            json.Reset();
            output.Writer.Write("\n"u8);
            await FlushWhenFullAsync(output);
        }
    }

    private async Task WriteCsvAsync(PacedOutput output, CancellationToken cancellationToken)
    {
        var row = new RowCsv(rows.Query.Fields);
        row.WriteNames(output.Writer);
        while (await rows.ReadAsync(cancellationToken))
        {
            row.Write(output.Writer, rows);
            await FlushWhenFullAsync(output);
        }
    }

    private static ValueTask FlushWhenFullAsync(PacedOutput output) =>
        output.Writer.UnflushedBytes >= FlushBytes ? output.FlushAsync() : ValueTask.CompletedTask;
}
