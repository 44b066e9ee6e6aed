namespace Ingestion.Tests.EndToEnd;

/// <summary>One crawl at a time, and 100 records per brand and month.</summary>
public sealed class FrugalService : SharedService
{
    internal override (string Name, string Value)[] Settings =>
        [("Crawl__MaxConcurrent", "1"), ("Budget__MonthlyRecordsPerBrand", "100")];
}
