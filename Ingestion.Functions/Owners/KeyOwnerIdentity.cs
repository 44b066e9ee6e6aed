using System.Net.Http.Headers;
using Ingestion.Core.Registration;
using Microsoft.AspNetCore.Http;

namespace Ingestion.Functions.Owners;

/// <summary>`Authorization: Bearer` with a key of OWNER_KEYS.</summary>
internal sealed class KeyOwnerIdentity(IngestionSettings settings) : IOwnerIdentity
{
    public string? Read(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out AuthenticationHeaderValue? header)
            || !header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            || header.Parameter is not { Length: > 0 } shown)
        {
            return null;
        }

        // All are compared, so that the time does not tell which one it is.
        OwnerKey[] matching = [.. settings.OwnerKeys.Where(key => key.Matches(shown))];
        return matching.FirstOrDefault()?.Owner;
    }
}
