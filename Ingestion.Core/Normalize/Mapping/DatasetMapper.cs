using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Mapping;

/// <summary>How one of the provider's datasets is read.</summary>
/// <param name="DatasetId">For example <c>gd_lkaxegm826bjpoo9m5</c>.</param>
/// <param name="Platform">Lower case, as stored: <c>facebook</c>.</param>
/// <param name="RecordKind">What its records are.</param>
/// <param name="Version">Raised by one with each change of what comes out of the same bytes.</param>
/// <param name="Fields">The fields that are kept.</param>
/// <param name="Create">Makes the mapping of one reader.</param>
internal sealed record DatasetMapper(
    string DatasetId,
    string Platform,
    RecordKind RecordKind,
    int Version,
    FieldTable Fields,
    Func<FieldReader, RecordMapping> Create);
