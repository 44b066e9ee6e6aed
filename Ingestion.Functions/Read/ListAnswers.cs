using Ingestion.Core.Errors;
using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Read;

/// <summary>Answers the list routes: reads the query, opens the list, streams it in the form that the caller accepts.</summary>
public sealed class ListAnswers(ListReader reader)
{
    /// <summary>Runs a list route: reads the query for its caller, then streams.</summary>
    internal Task<IActionResult> RunAsync<TCaller>(
        RoleGuard<TCaller> guard,
        HttpRequest request,
        Listing listing,
        Action<FilterReader, TCaller> readFilters,
        CancellationToken cancellationToken)
        where TCaller : class => guard.RunAsync(
            request,
            (caller, parameters) => Read(request, parameters, listing, filters => readFilters(filters, caller)),
            (_, query) => StreamAsync(request, query, cancellationToken));

    internal static ListQuery Read(
        HttpRequest request, QueryReader parameters, Listing listing, Action<FilterReader> readFilters)
    {
        var filters = new FilterReader(parameters);
        readFilters(filters);
        return ListParameters.Read(parameters, listing, filters.Values, Negotiation.Choose(request) ?? WireFormat.Json);
    }

    internal async Task<IActionResult> StreamAsync(HttpRequest request, ListQuery query, CancellationToken cancellationToken) =>
        Negotiation.Choose(request) is { } format
            ? new ListResult(await reader.OpenAsync(query, cancellationToken), format)
            : ApiError.Of(
                StatusCodes.Status406NotAcceptable,
                ErrorCodes.NotAcceptable,
                "This list cannot be given in the form that is asked for.");
}
