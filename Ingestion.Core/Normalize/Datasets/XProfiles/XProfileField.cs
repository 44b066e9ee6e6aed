namespace Ingestion.Core.Normalize.Datasets.XProfiles;

/// <summary>The fields of a profile on X that are kept.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "X"; read 2026-11-21.</remarks>
internal enum XProfileField
{
    Id,
    XId,
    Url,
    ProfileName,
    Biography,
    IsVerified,
    Followers,
    Following,
    PostsCount,
}
