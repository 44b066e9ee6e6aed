namespace Ingestion.Core.Normalize.Datasets.LinkedInCompanies;

/// <summary>The fields of a LinkedIn company that are kept.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "LinkedIn", companies; read 2026-11-21.</remarks>
internal enum LinkedInCompanyField
{
    Id,
    CompanyId,
    Url,
    Name,
    About,
    Slogan,
    Followers,
}
