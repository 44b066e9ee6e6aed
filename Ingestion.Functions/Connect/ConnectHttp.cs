using Ingestion.Core.Accounts;
using Ingestion.Core.Accounts.Connect;
using Ingestion.Core.Errors;
using Ingestion.Functions.Accounts;
using Ingestion.Functions.Http;
using Ingestion.Functions.Owners;
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
        CancellationToken cancellationToken) => guard.RunAsync(request, async owner =>
        {
            var parameters = new QueryReader(request.Query);
            Guid? creatorId = parameters.Parsed<Guid?>(
                "creator_id", text => Guid.TryParseExact(text, "D", out Guid id) ? id : null, "must be a UUID");
            parameters.RefuseOthers();
            string? known = AccountPlatforms.Normalize(platform);
            if (known is null)
            {
                parameters.Fail("platform", $"must be one of {string.Join(", ", AccountPlatforms.All)}");
            }

            if (parameters.Errors.Count > 0)
            {
                return ApiError.Invalid(parameters.Errors);
            }

            return await answers.RefuseCreatorAsync(owner, creatorId, cancellationToken)
                ?? Answer(known!, await connect.BeginAsync(owner, known!, creatorId, cancellationToken));
        });

    private static IActionResult Answer(string platform, ConnectStart start) => start switch
    {
        { ErrorCode: ErrorCodes.ConnectNotNeeded } => ApiError.Of(StatusCodes.Status400BadRequest, start.ErrorCode, start.Message!),
        { ErrorCode: { } errorCode } => ApiError.Of(StatusCodes.Status503ServiceUnavailable, errorCode, start.Message!),
        _ => new WireResult(
            StatusCodes.Status200OK,
            new { Status = "success", Platform = platform, AuthorizationUrl = start.AuthorizationUrl!.AbsoluteUri, start.ExpiresAt }),
    };
}
