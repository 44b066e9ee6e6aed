using Ingestion.Core.Read;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Ingestion.Functions.Read;

/// <summary>The one parameter of routes that show a thing with its history: `limit`.</summary>
internal static class HistoryLimit
{
    public static QueryReader Read(HttpRequest request, out int limit)
    {
        var parameters = new QueryReader(request.Query);
        limit = parameters.Number("limit", 1, ListQuery.MaxLimit, ListQuery.DefaultLimit);
        parameters.RefuseOthers();
        return parameters;
    }
}
