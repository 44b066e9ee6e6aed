namespace Ingestion.Core.Crawls;

/// <summary>
/// Lets only the URL of a public web page through. Whether its host belongs to the platform is checked by the caller, so the
/// rules here only give the reasons that a person can act on.
/// </summary>
internal static class CrawlUrl
{
    internal const int MaxLength = 2048;

    private static readonly string[] PrivateSuffixes = ["localhost", "local", "internal", "localdomain", "home.arpa", "lan"];

    internal static Uri? Check(string? text, FieldFaults faults, string field = "url")
    {
        if (text is null)
        {
            return null;
        }

        // Backslashes and spaces are where URL parsers disagree about the host.
        if (text.AsSpan().ContainsAny('\\', ' ')
            || !Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            faults.Add(field, "must be an absolute http or https URL");
            return null;
        }

        return Reasons(url).Aggregate(true, (_, reason) => Refuse(reason, faults, field)) ? url : null;
    }

    private static bool Refuse(string reason, FieldFaults faults, string field)
    {
        faults.Add(field, reason);
        return false;
    }

    private static IEnumerable<string> Reasons(Uri url)
    {
        if (url.UserInfo.Length > 0)
        {
            yield return "must not contain a user name or password";
        }

        if (!url.IsDefaultPort)
        {
            yield return "must use the default port";
        }

        // Uri turns every spelling of an IPv4 address (decimal, hexadecimal, octal, short) into this kind.
        if (url.HostNameType != UriHostNameType.Dns)
        {
            yield return "must name a host, not an address";
        }
        else if (IsPrivate(url.IdnHost.TrimEnd('.')))
        {
            yield return "must name a public host";
        }
    }

    private static bool IsPrivate(string host) =>
        !host.Contains('.', StringComparison.Ordinal)
        || PrivateSuffixes.Any(suffix => host.EndsWith($".{suffix}", StringComparison.OrdinalIgnoreCase));
}
