using System.Net.Http.Headers;
using Ingestion.Core.Registration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Ingestion.Functions.Callers;

/// <summary>Finds out who sends a request.</summary>
public sealed class CallerReader(IngestionSettings settings)
{
    /// <returns>Null when the request shows a key that this service does not know.</returns>
    internal Caller? Read(HttpRequest request)
    {
        string? bearer = BearerOf(request);
        if (NameOf(settings.OperatorKeys, bearer) is { } name)
        {
            return new Caller(CallerKind.Operator, name);
        }

        string? owner = settings.TrustsAppService ? AppServiceIdentity.Read(request) : NameOf(settings.OwnerKeys, bearer);
        if (owner is not null)
        {
            return new Caller(CallerKind.Owner, owner);
        }

        if (!StringValues.IsNullOrEmpty(request.Headers.Authorization))
        {
            return null;
        }

        return new Caller(settings.HasOneTenant ? CallerKind.Operator : CallerKind.Shared, Name: null);
    }

    private static string? BearerOf(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out AuthenticationHeaderValue? header)
        && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? header.Parameter
            : null;

    private static string? NameOf(IReadOnlyList<CallerKey> keys, string? bearer)
    {
        if (string.IsNullOrEmpty(bearer))
        {
            return null;
        }

        // All are compared, so that the time does not tell which one it is.
        CallerKey[] matching = [.. keys.Where(key => key.Matches(bearer))];
        return matching.FirstOrDefault()?.Name;
    }
}
