using System.Net;
using System.Net.Sockets;
using Ingestion.Core.Crawls;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Subscriptions;

/// <summary>
/// Where webhooks may go: https, to an address of the open Internet. Looked at when a subscription is made, and again on the very address
/// that each connection goes to, for a name may mean another address by then.
/// </summary>
/// <param name="options">The hosts that are exempt, for local use.</param>
/// <param name="clock">Measures how long a name is looked up.</param>
public sealed class WebhookTargets(IOptions<WebhookOptions> options, TimeProvider clock)
{
    /// <summary>How long a caller waits for the look-up of a name.</summary>
    internal static readonly TimeSpan LookUpLimit = TimeSpan.FromSeconds(2);

    internal const int MaxUrlLength = 2048;

    private const string NotPublic = "must not be at a private address";

    private static readonly string[] PrivateSuffixes = [".localhost", ".local", ".internal", ".localdomain", ".home.arpa", ".lan"];

    /// <summary>Asks DNS for the addresses of a name.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> LookUp { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>What can be told of a URL without asking anybody.</summary>
    internal Uri? Check(string? text, FieldFaults faults, string field)
    {
        if (text is null)
        {
            return null;
        }

        // Backslashes and spaces are where URL parsers disagree about the host.
        if (text.AsSpan().ContainsAny('\\', ' ') || !Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Host.Length == 0)
        {
            faults.Add(field, "must be an absolute https URL");
            return null;
        }

        string[] reasons = [.. Reasons(url)];
        foreach (string reason in reasons)
        {
            faults.Add(field, reason);
        }

        return reasons.Length == 0 ? url : null;
    }

    /// <summary>Looks the host's name up, for 2 seconds at most.</summary>
    /// <param name="url">A URL that passed the other checks.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Why it may not be a target; null when it may, or when the name cannot be looked up now.</returns>
    public async Task<string?> ReasonAsync(Uri url, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        try
        {
            // The system's look-up does not end when it is cancelled, so it is left behind.
            await ResolveAsync(url.IdnHost, cancellationToken).WaitAsync(LookUpLimit, clock, cancellationToken);
            return null;
        }
        catch (ForbiddenTargetException)
        {
            return NotPublic;
        }
        catch (TimeoutException)
        {
            return $"names the host {url.IdnHost}, which DNS did not resolve within {LookUpLimit.TotalSeconds} seconds; "
                + "check its DNS records and try again";
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Connects to an address that was checked. For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await ResolveAsync(context.DnsEndPoint.Host, cancellationToken);
#pragma warning disable CA2000 // The stream owns it, or it is disposed below.
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <exception cref="ForbiddenTargetException">One of the addresses is not public.</exception>
    /// <exception cref="SocketException">The name cannot be looked up.</exception>
    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address)
            ? [address]
            : await LookUp(host, cancellationToken);
        return options.Value.IsPrivateHostAllowed(host) || addresses.All(PublicAddresses.IsPublic)
            ? addresses
            : throw new ForbiddenTargetException();
    }

    private IEnumerable<string> Reasons(Uri url)
    {
        string host = url.IdnHost.TrimEnd('.');
        bool isExempt = options.Value.IsPrivateHostAllowed(host);
        if (url.Scheme != Uri.UriSchemeHttps && !(isExempt && url.Scheme == Uri.UriSchemeHttp))
        {
            yield return "must be an https URL";
        }

        if (url.UserInfo.Length > 0)
        {
            yield return "must not contain a user name or password";
        }

        if (url.Fragment.Length > 0)
        {
            yield return "must not contain a fragment";
        }

        // Uri turns every spelling of an IPv4 address (decimal, hexadecimal, octal, short) into the usual one.
        bool isPublic = IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address)
            ? PublicAddresses.IsPublic(address)
            : host.Contains('.', StringComparison.Ordinal)
                && !PrivateSuffixes.Any(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
        if (!isExempt && !isPublic)
        {
            yield return NotPublic;
        }
    }
}

/// <summary>The name of a webhook's host stands for an address that is not public.</summary>
internal sealed class ForbiddenTargetException : IOException;
