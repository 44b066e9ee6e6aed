using System.Text.Json.Serialization;

namespace Ingestion.Core.Normalize.Mapping;

/// <summary>The fields that a sync puts around what the platform sent, before the fields of the platform.</summary>
internal enum ApiField
{
    /// <summary>The platform's own id of the account.</summary>
    [JsonStringEnumMemberName("account.external_id")]
    ExternalId,

    /// <summary>Lower case, no <c>@</c>; the id where the account has no name.</summary>
    [JsonStringEnumMemberName("account.handle")]
    Handle,

    /// <summary>Followers, as the profile of the same sync gave them.</summary>
    [JsonStringEnumMemberName("account.followers")]
    Followers,

    /// <summary>When the platform was asked.</summary>
    [JsonStringEnumMemberName("fetched_at")]
    FetchedAt,
}
