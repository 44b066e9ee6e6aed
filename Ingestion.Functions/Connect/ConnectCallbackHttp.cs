using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Accounts.Connect;
using Ingestion.Core.Errors;
using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Connect;

/// <summary>
/// `GET /api/v1/connect/{platform}/callback`: where the platform sends the browser back to. It is open, for a browser has no key: the
/// state is what lets it in, once. Where the browser proves who it is all the same, it has to be the one who began.
/// </summary>
public sealed class ConnectCallbackHttp(ConnectService connect, ListReader reader, CallerReader callers, ApiGuard guard)
{
    private const int MaxParameterLength = 4096;

    [Function(FunctionNames.ConnectCallback)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/connect/{platform}/callback")] HttpRequest request,
        string platform,
        CancellationToken cancellationToken) => guard.RunAsync(request, Read, async answer =>
        {
            if (AccountPlatforms.Normalize(platform) is not { } known)
            {
                return ApiError.Invalid("platform", $"must be one of {string.Join(", ", AccountPlatforms.All)}");
            }

            ConnectResult result = await connect.CompleteAsync(known, answer, callers.Read(request)?.Owner, cancellationToken);
            return result.ErrorCode is { } errorCode
                ? ApiError.Of(StatusOf(errorCode), errorCode, result.Message!)
                : new WireResult(
                    StatusCodes.Status200OK,
                    new { Status = "success", Platform = known, Accounts = await ReadAsync(result, cancellationToken) });
        });

    private static ConnectAnswer Read(QueryReader parameters)
    {
        // Platforms add parameters of their own.
        parameters.AllowOthers();
        return new ConnectAnswer(
            parameters.Text("state", MaxParameterLength),
            parameters.Text("code", MaxParameterLength),
            parameters.Text("error", MaxParameterLength));
    }

    private static int StatusOf(string errorCode) => errorCode switch
    {
        ErrorCodes.PlatformAppRefused => StatusCodes.Status502BadGateway,
        ErrorCodes.PlatformRateLimited or ErrorCodes.PlatformUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    private async Task<IReadOnlyList<JsonElement>> ReadAsync(ConnectResult result, CancellationToken cancellationToken)
    {
        List<JsonElement> accounts = [];
        foreach (Guid accountId in result.AccountIds)
        {
            accounts.AddRange(await RowJson.ReadAsync(reader, AccountListing.One(result.Owner!, accountId), cancellationToken));
        }

        return accounts;
    }
}
