using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.LinkedInPosts;

/// <summary>LinkedIn's addresses: whose page they are, and which post.</summary>
internal static class LinkedInUrls
{
    public const string Platform = "linkedin";

    private const string Host = "www.linkedin.com";
    private const int ActivityDigits = 19;

    private static readonly UrlRules Rules = new(
        Host,
        Aliases: ["linkedin.com", "m.linkedin.com"],
        Domains: ["linkedin.com"],
        Tracking: ["trk", "trackingId", "refId", "lipi", "licu", "originalSubdomain", "rcm", "trkEmail", "midToken"]);

    /// <summary>
    /// The address without tracking and with the usual host: the same page has another one in each country
    /// (<c>de.linkedin.com</c>). Null when it is none of LinkedIn's.
    /// </summary>
    public static string? Canonical(string? url)
    {
        if (Rules.Canonical(url) is not { } canonical)
        {
            return null;
        }

        var start = "https://".Length;
        var end = canonical.IndexOf('/', start);
        return end == start + Host.Length ? canonical : $"https://{Host}{canonical[end..]}";
    }

    /// <summary>The page of an organization.</summary>
    /// <param name="organization">Its name or its number.</param>
    public static string OfCompany(string organization) => $"https://{Host}/company/{Uri.EscapeDataString(organization)}";

    /// <summary>The page of a post.</summary>
    /// <param name="urn">For example <c>urn:li:share:7015970832908775123</c>.</param>
    public static string OfUpdate(string urn) => $"https://{Host}/feed/update/{string.Join(':', urn.Split(':').Select(Uri.EscapeDataString))}/";

    /// <summary>The name in the address of a person, a company, a school or a showcase page, in lower case.</summary>
    public static string? HandleOf(string? url) =>
        url is not null && UrlRules.PathPart(url, 0) is "in" or "company" or "school" or "showcase" or "pub"
            ? HandleOrNull(UrlRules.PathPart(url!, 1).ToString().ToLowerInvariant())
            : null;

    /// <summary>Null for a handle that is empty or masked.</summary>
    public static string? HandleOrNull(string? handle) =>
        string.IsNullOrEmpty(handle) || handle.Length > FieldReader.MaxIdLength || handle.AsSpan().IndexOfAny("█*/ ") >= 0
            ? null
            : handle;

    /// <summary>The number of the post in an address: <c>..._some-words-activity-7439619065922625537-K5QL</c>.</summary>
    public static string? ActivityOf(string? url)
    {
        var rest = url.AsSpan();
        for (var at = rest.IndexOfAnyInRange('0', '9'); at >= 0; at = rest.IndexOfAnyInRange('0', '9'))
        {
            rest = rest[at..];
            var length = rest.IndexOfAnyExceptInRange('0', '9');
            length = length < 0 ? rest.Length : length;
            if (length == ActivityDigits)
            {
                return rest[..length].ToString();
            }

            rest = rest[length..];
        }

        return null;
    }
}
