using System.Security.Cryptography;
using System.Text;
using Ingestion.Core.Errors;
using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ingestion.Functions.Read;

/// <summary>Answers the list routes: reads the query, opens the list, streams it in the form that the caller accepts.</summary>
public sealed class ListAnswers(
    ListReader reader,
    ExportSlots exports,
    CallerReader callers,
    IOptions<ListOptions> options,
    TimeProvider clock,
    ILogger<ListAnswers> logger)
{
    private static readonly TimeSpan ExportRetryAfter = TimeSpan.FromSeconds(10);

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

    internal async Task<IActionResult> StreamAsync(HttpRequest request, ListQuery query, CancellationToken cancellationToken)
    {
        if (Negotiation.Choose(request) is not { } format)
        {
            return ApiError.Of(
                StatusCodes.Status406NotAcceptable,
                ErrorCodes.NotAcceptable,
                "This list cannot be given in the form that is asked for.");
        }

        return query.IsExport && !TryTakeSlot(request)
            ? TooManyExports(query.Listing)
            : new ListResult(await reader.OpenAsync(query, cancellationToken), format, options.Value, clock, logger);
    }

    /// <summary>The end of the request gives the slot back, however it ends.</summary>
    private bool TryTakeSlot(HttpRequest request)
    {
        if (exports.TryTake(CallerOf(request)) is not { } slot)
        {
            return false;
        }

        request.HttpContext.Response.RegisterForDispose(slot);
        return true;
    }

    /// <summary>What the request proves: a name, else the host's key. Callers that prove nothing count as one.</summary>
    private string CallerOf(HttpRequest request)
    {
        if (callers.Read(request) is { Name: { } name } caller)
        {
            return $"{caller.Kind} {name}";
        }

        string key = (string?)request.Headers["x-functions-key"] ?? (string?)request.Query["code"] ?? "";
        return "key " + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    private IActionResult TooManyExports(Listing listing) => ApiError.Of(
        StatusCodes.Status429TooManyRequests,
        ErrorCodes.TooManyExports,
        $"This export of {listing.Name} would be one too many: {options.Value.MaxExportsPerCaller} at the same time for a caller,"
        + $" {options.Value.MaxExports} in all.",
        retryAfter: ExportRetryAfter);
}
