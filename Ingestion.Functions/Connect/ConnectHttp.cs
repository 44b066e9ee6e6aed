using Ingestion.Core.Accounts;
using Ingestion.Core.Accounts.Connect;
using Ingestion.Core.Errors;
using Ingestion.Functions.Accounts;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Connect;

/// <summary>`GET /api/v1/connect/{platform}?creator_id=`: where to send a browser, so that somebody signs in there.</summary>
public sealed class ConnectHttp(ConnectService connect, AccountAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.Connect)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/connect/{platform}")] HttpRequest request,
        string platform,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            (_, parameters) => Read(parameters, platform),
            async (owner, query) => await answers.RefuseCreatorAsync(owner, query.CreatorId, cancellationToken)
                ?? Answer(query.Platform, await connect.BeginAsync(owner, query.Platform, query.CreatorId, cancellationToken)));

    private static (string Platform, Guid? CreatorId) Read(QueryReader parameters, string platform)
    {
        string? known = AccountPlatforms.Normalize(platform);
        if (known is null)
        {
            parameters.Fail("platform", $"must be one of {string.Join(", ", AccountPlatforms.All)}");
        }

        Guid? creatorId = parameters.Parsed<Guid?>(
            "creator_id", text => Guid.TryParseExact(text, "D", out Guid id) ? id : null, "must be a UUID");
        return (known ?? platform, creatorId);
    }

    private static IActionResult Answer(string platform, ConnectStart start) => start switch
    {
        { ErrorCode: ErrorCodes.ConnectNotNeeded } => ApiError.Of(StatusCodes.Status400BadRequest, start.ErrorCode, start.Message!),
        { ErrorCode: { } errorCode } => ApiError.Of(StatusCodes.Status503ServiceUnavailable, errorCode, start.Message!),
        _ => new WireResult(
            StatusCodes.Status200OK,
            new { Status = "success", Platform = platform, AuthorizationUrl = start.AuthorizationUrl!.AbsoluteUri, start.ExpiresAt }),
    };
}
