using Ingestion.Core.Accounts;
using Ingestion.Core.Providers.BrightData;
using Ingestion.Core.Read;

namespace Ingestion.Functions.Read;

/// <summary>
/// A profile in the routes under `/api/data`: `platform:handle`, for example `facebook:espn`.
/// </summary>
internal sealed record AccountId(string Platform, string Handle)
{
    /// <inheritdoc cref="AccountProfile.OnlyOf"/>
    public Guid? OnlyOf { get; init; }

    public IReadOnlyDictionary<string, object> Profile => new AccountProfile(Guid.Empty, Platform, Handle, OnlyOf).Filters;

    public ListQuery ProfileQuery => ListQuery.Of(ProfileListing.Profiles, Profile, limit: 1);

    /// <returns>Null when it names no profile.</returns>
    public static AccountId? TryParse(string text) =>
        text.Split(':', 2) is [var platform, var handle] ? TryCreate(platform, handle) : null;

    public static AccountId? TryCreate(string platform, string handle) =>
        PlatformHosts.Normalize(platform) is { } known
        && FilterReader.Unmarked(handle, '@') is { } name
        && !name.Contains('\0', StringComparison.Ordinal)
            ? new AccountId(known, name)
            : null;
}
