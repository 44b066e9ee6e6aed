using System.Buffers;
using System.Text;

namespace Ingestion.Core.Normalize.Fields;

/// <summary>How a platform's addresses are brought to one form.</summary>
/// <param name="Host">The host that they are written with: <c>www.facebook.com</c>.</param>
/// <param name="Aliases">Hosts that show the same pages: <c>m.facebook.com</c>.</param>
/// <param name="Domains">Domains of which any host is the platform's: <c>facebook.com</c>.</param>
/// <param name="Tracking">Names of query parameters that do not say which page it is, besides those of all platforms.</param>
internal sealed record UrlRules(string Host, string[] Aliases, string[] Domains, string[] Tracking)
{
    private static readonly string[] TrackingEverywhere =
    [
        "fbclid", "gclid", "dclid", "msclkid", "twclid", "ttclid", "yclid", "igsh", "igshid", "mibextid", "mc_cid", "mc_eid",
        "si",
    ];

    private static readonly SearchValues<char> NeverInAddresses =
        SearchValues.Create(['\\', '\u007F', .. Enumerable.Range(0, 0x21).Select(control => (char)control)]);

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");

    private readonly string prefix = $"https://{Host}/";

    /// <summary>
    /// The address with https, the platform's usual host, and without tracking parameters and fragment, else as it was written;
    /// null when it is none of the platform's, or has blanks or control characters.
    /// </summary>
    public string? Canonical(string? url)
    {
        if (url is null || url.AsSpan().IndexOfAny(NeverInAddresses) >= 0)
        {
            return null;
        }

        if (url.StartsWith(prefix, StringComparison.Ordinal) && IsBare(url))
        {
            return url;
        }

        return HostOf(AuthorityOf(url)) is { } host ? Join(host, url) : null;
    }

    /// <summary>Whether the address leads to the platform.</summary>
    public bool IsOfPlatform(string url) => HostOf(AuthorityOf(url)) is not null;

    /// <summary>A handle as a record or an address gives it; null for one that the provider has masked.</summary>
    public static string? Unmasked(string? handle) => handle?.Contains('█') == true ? null : handle;

    /// <summary>An address of any site as it is; null when it is not http or https.</summary>
    public static string? OfMedia(string? url) =>
        url is not null && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) ? url : null;

    /// <summary>The nth part of an address's path, from 0; empty when there is none.</summary>
    public static ReadOnlySpan<char> PathPart(string url, int part)
    {
        var rest = url.AsSpan();
        var scheme = rest.IndexOf("://");
        rest = scheme < 0 ? rest : rest[(scheme + 3)..];
        var end = rest.IndexOfAny('?', '#');
        rest = end < 0 ? rest : rest[..end];
        for (var slash = rest.IndexOf('/'); slash >= 0; slash = rest.IndexOf('/'), part--)
        {
            rest = rest[(slash + 1)..];
            if (part == 0)
            {
                var next = rest.IndexOf('/');
                return next < 0 ? rest : rest[..next];
            }
        }

        return [];
    }

    /// <summary>The value of a query parameter; empty when there is none.</summary>
    public static ReadOnlySpan<char> Parameter(string url, string name)
    {
        var rest = QueryOf(url);
        foreach (var range in rest.Split('&'))
        {
            var pair = rest[range];
            if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.Ordinal))
            {
                return pair[(name.Length + 1)..];
            }
        }

        return [];
    }

    private static ReadOnlySpan<char> QueryOf(string url)
    {
        var rest = url.AsSpan();
        var fragment = rest.IndexOf('#');
        rest = fragment < 0 ? rest : rest[..fragment];
        var query = rest.IndexOf('?');
        return query < 0 ? [] : rest[(query + 1)..];
    }

    /// <summary>There is no fragment, and nothing in the query that would be taken away.</summary>
    private bool IsBare(string url)
    {
        var mark = url.AsSpan().IndexOfAny('?', '#');
        if (mark < 0)
        {
            return true;
        }

        if (url[mark] == '#' || url.Length == mark + 1 || url.AsSpan(mark).Contains('#'))
        {
            return false;
        }

        var query = url.AsSpan(mark + 1);
        foreach (var range in query.Split('&'))
        {
            if (IsTracking(query[range]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What stands between the scheme, http or https, and the path; empty for other addresses.</summary>
    private static ReadOnlySpan<char> AuthorityOf(ReadOnlySpan<char> url)
    {
        var rest = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? url["https://".Length..]
            : url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? url["http://".Length..]
            : [];
        var end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>The usual spelling of one of the platform's hosts; null for others, and with a user or a port.</summary>
    private string? HostOf(ReadOnlySpan<char> authority)
    {
        foreach (var alias in Aliases)
        {
            if (authority.Equals(alias, StringComparison.OrdinalIgnoreCase))
            {
                return Host;
            }
        }

        foreach (var domain in Domains)
        {
            if (authority.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
                && (authority.Length == domain.Length || authority[^(domain.Length + 1)] == '.')
                && authority[0] != '.' && authority.IndexOf("..") < 0
                && authority.IndexOfAnyExcept(HostCharacters) < 0)
            {
                return authority.ToString().ToLowerInvariant();
            }
        }

        return null;
    }

    /// <summary>The path as it was written, so that no escape changes, and the query that is left.</summary>
    private string Join(string host, string url)
    {
        var path = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = path.IndexOfAny("?#");
        path = end < 0 ? path : path[..end];
        var slash = path.IndexOf('/');
        var kept = new StringBuilder("https://").Append(host).Append(slash < 0 ? "/" : path[slash..]);
        var mark = '?';
        var query = QueryOf(url);
        foreach (var range in query.Split('&'))
        {
            if (!IsTracking(query[range]))
            {
                kept.Append(mark).Append(query[range]);
                mark = '&';
            }
        }

        return kept.ToString();
    }

    private bool IsTracking(ReadOnlySpan<char> pair)
    {
        var end = pair.IndexOfAny("=[%");
        var name = end < 0 ? pair : pair[..end];
        return name.IsEmpty || name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)
            || Contains(TrackingEverywhere, name) || Contains(Tracking, name);
    }

    private static bool Contains(string[] names, ReadOnlySpan<char> name)
    {
        foreach (var candidate in names)
        {
            if (name.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }
}
