namespace Ingestion.Core.Store;

/// <summary>
/// Addresses that a platform signs anew each time it shows a file: other server, other query, same path. Without this, every
/// post with a picture would have changed at every crawl.
/// </summary>
internal static class SignedAddress
{
    // The servers of which the data sets' media come that sign; others keep their addresses.
    private static readonly string[] SigningDomains =
        [".fbcdn.net", ".cdninstagram.com", ".tiktokcdn.com", ".tiktokcdn-us.com", ".tiktokcdn-eu.com", ".licdn.com"];

    /// <summary>The part that stays while the file is the same: the path for a signing server, else all of it.</summary>
    internal static ReadOnlySpan<char> Lasting(string url)
    {
        int host = url.IndexOf("://", StringComparison.Ordinal) + 3;
        int path = host < 3 ? -1 : url.IndexOf('/', host);
        if (path < 0 || !IsSigning(url.AsSpan(host, path - host)))
        {
            return url;
        }

        int query = url.IndexOf('?', path);
        return query < 0 ? url.AsSpan(path) : url.AsSpan(path, query - path);
    }

    private static bool IsSigning(ReadOnlySpan<char> host)
    {
        foreach (string domain in SigningDomains)
        {
            if (host.EndsWith(domain, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
