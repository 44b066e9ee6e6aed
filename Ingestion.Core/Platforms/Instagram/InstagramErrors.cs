using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.Meta;

namespace Ingestion.Core.Platforms.Instagram;

/// <summary>Refusals of Instagram's Graph API, which are Meta's.</summary>
/// <remarks>Source: reference/provider-apis.md, "Meta limits and errors"; read 2026-11-21.</remarks>
internal static class InstagramErrors
{
    /// <summary>What follows from an answer; null when it is good.</summary>
    internal static FetchFault? Of(PlatformAnswer answer, DateTimeOffset now) => MetaErrors.Of(answer, now);
}
