using Ingestion.Core.Errors;
using Ingestion.Core.Read;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Read;

/// <summary>Answers the list routes: reads the query, opens the list, streams it in the form that the caller accepts.</summary>
public sealed class ListAnswers(ListReader reader)
{
    internal async Task<IActionResult> StreamAsync(
        HttpRequest request, Listing listing, Action<FilterReader> readFilters, CancellationToken cancellationToken)
    {
        if (Negotiation.Choose(request) is not { } format)
        {
            return ApiError.Of(
                StatusCodes.Status406NotAcceptable,
                ErrorCodes.NotAcceptable,
                "This list cannot be given in the form that is asked for.");
        }

        var parameters = new QueryReader(request.Query);
        var filters = new FilterReader(parameters);
        readFilters(filters);
        ListQuery query = ListParameters.Read(parameters, listing, filters.Values, format);
        parameters.RefuseOthers();
        return parameters.Errors.Count > 0
            ? ApiError.Invalid(parameters.Errors)
            : new ListResult(await reader.OpenAsync(query, cancellationToken), format);
    }
}
