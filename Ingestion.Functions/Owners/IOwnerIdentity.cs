using Microsoft.AspNetCore.Http;

namespace Ingestion.Functions.Owners;

/// <summary>Tells whose accounts a request is about.</summary>
public interface IOwnerIdentity
{
    /// <returns>The owner, at most 200 characters; null when the request does not prove one.</returns>
    string? Read(HttpRequest request);
}
