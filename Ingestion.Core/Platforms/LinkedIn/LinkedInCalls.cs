using System.Globalization;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.LinkedIn;

/// <summary>
/// The calls of LinkedIn's API about one organization, with its version, in the syntax of Rest.li 2.0: colons of URNs are encoded, the
/// brackets and commas of <c>List(..)</c> and <c>(timeRange:(..))</c> are not. What is written otherwise is refused with 403.
/// </summary>
/// <remarks>
/// Source: reference/provider-apis.md 2.6; read 2026-11-21. Unconfirmed there: <c>COMPANY_FOLLOWED_BY_MEMBER</c> and the parameters of
/// <c>posts</c>.
/// </remarks>
internal sealed class LinkedInCalls(string externalId, string version)
{
    /// <summary>The most posts of a page.</summary>
    internal const int PageSize = 50;

    private const string Api = "https://api.linkedin.com/rest/";

    private readonly string urn = Encode($"urn:li:organization:{externalId}");

    private readonly IReadOnlyDictionary<string, string> headers = HeadersOf(version);

    /// <summary>What every call has to say.</summary>
    internal static IReadOnlyDictionary<string, string> HeadersOf(string version) => new Dictionary<string, string>
    {
        ["Linkedin-Version"] = version,
        ["X-Restli-Protocol-Version"] = "2.0.0",
    };

    internal FetchCall Followers() => Call("networkSizes", $"/{urn}?edgeType=COMPANY_FOLLOWED_BY_MEMBER");

    internal FetchCall FollowerGains(DateTimeOffset from, DateTimeOffset to) => Call(
        "organizationalEntityFollowerStatistics",
        string.Create(
            CultureInfo.InvariantCulture,
            $"?q=organizationalEntity&organizationalEntity={urn}&timeIntervals=(timeRange:(start:{from.ToUnixTimeMilliseconds()},end:{to.ToUnixTimeMilliseconds()}),timeGranularityType:DAY)"));

    internal FetchCall Posts(int start) => Call(
        "posts", string.Create(CultureInfo.InvariantCulture, $"?q=author&author={urn}&count={PageSize}&start={start}&sortBy=LAST_MODIFIED"));

    /// <param name="list">Which kind of posts: <c>shares</c> or <c>ugcPosts</c>.</param>
    /// <param name="urns">The posts.</param>
    internal FetchCall PostStatistics(string list, IEnumerable<string> urns) => Call(
        "organizationalEntityShareStatistics",
        $"?q=organizationalEntity&organizationalEntity={urn}&{list}=List({string.Join(',', urns.Select(Encode))})");

    private FetchCall Call(string endpoint, string rest) => new(endpoint, new Uri(Api + endpoint + rest)) { Headers = headers };

    private static string Encode(string urn) => Uri.EscapeDataString(urn);
}
