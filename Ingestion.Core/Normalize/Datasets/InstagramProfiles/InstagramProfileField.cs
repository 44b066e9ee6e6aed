namespace Ingestion.Core.Normalize.Datasets.InstagramProfiles;

/// <summary>The fields of an Instagram profile that are kept.</summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "Instagram", profiles; read 2026-11-21.</remarks>
internal enum InstagramProfileField
{
    Account,
    Id,
    Url,
    ProfileUrl,
    FullName,
    ProfileName,
    Biography,
    IsVerified,
    Followers,
    Following,
    PostsCount,
}
