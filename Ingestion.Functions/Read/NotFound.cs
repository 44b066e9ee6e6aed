using Ingestion.Core.Errors;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Read;

/// <summary>Answers for what does not exist.</summary>
internal static class NotFound
{
    public static IActionResult Profile(string name) => Of(ErrorCodes.ProfileNotFound, $"There is no profile {name}.");

    public static IActionResult Post(string platform, string postId) =>
        Of(ErrorCodes.PostNotFound, $"There is no post {postId} of {platform}.");

    public static IActionResult Lineage(string platform, string postId) =>
        Of(ErrorCodes.PostNotFound, $"None of your crawls brought post {postId} of {platform} last.");

    public static IActionResult DeadLetter(Guid id) => Of(ErrorCodes.DeadLetterNotFound, $"There is no dead letter {id}.");

    private static IActionResult Of(string errorCode, string message) =>
        ApiError.Of(StatusCodes.Status404NotFound, errorCode, message);
}
