using Ingestion.Core.Read;
using Ingestion.Functions.Http;

namespace Ingestion.Functions.Read;

/// <summary>`limit`, of routes that show a thing with its history.</summary>
internal static class HistoryLimit
{
    public static int Read(QueryReader parameters) =>
        parameters.Number("limit", 1, ListQuery.MaxLimit, ListQuery.DefaultLimit);
}
