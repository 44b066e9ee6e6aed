using Microsoft.AspNetCore.Http;

namespace Ingestion.Functions.Callers;

/// <summary>
/// The identity that App Service authentication found, as `aad:(object id)`. App Service takes these headers away from what comes in
/// from outside; without it in front, anybody can write them. So this is used with OWNER_IDENTITY=app_service only.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities. Unconfirmed: the names of the headers are from
/// memory.
/// </remarks>
internal static class AppServiceIdentity
{
    private const string ProviderHeader = "X-MS-CLIENT-PRINCIPAL-IDP";
    private const string IdHeader = "X-MS-CLIENT-PRINCIPAL-ID";
    private const int MaxLength = 200;

    /// <returns>Null when the headers name no identity.</returns>
    public static string? Read(HttpRequest request) =>
        request.Headers[ProviderHeader] is [{ Length: > 0 } provider]
        && request.Headers[IdHeader] is [{ Length: > 0 } id]
        && provider.Length + id.Length < MaxLength
            ? $"{provider}:{id}"
            : null;
}
