using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/v1/dead-letters/{id}`: one record that could not be used, with its first bytes.</summary>
public sealed class ReadDeadLetterHttp(ListReader reader, DeadLetters letters, ReaderGuard guard)
{
    [Function(FunctionNames.ReadDeadLetter)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/dead-letters/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) => guard.RunAsync(request, "id", id, async (caller, letterId) =>
        {
            ListQuery query = DeadLetterListing.One(letterId, caller.Scope);
            if (await RowJson.ReadAsync(reader, query, cancellationToken) is not [var letter]
                || await letters.ReadRawAsync(letterId, cancellationToken) is not { } cut)
            {
                return NotFound.DeadLetter(letterId);
            }

            bool isTruncated = cut.Length < letter.GetProperty("byte_length").GetInt64();
            return new WireResult(
                StatusCodes.Status200OK,
                new { DeadLetter = letter, Raw = new RawBody(new RawRecord(RawRecordStatus.Found, cut, isTruncated)) });
        });
}
