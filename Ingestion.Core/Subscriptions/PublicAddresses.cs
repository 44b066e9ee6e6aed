using System.Net;
using System.Net.Sockets;

namespace Ingestion.Core.Subscriptions;

/// <summary>Tells the addresses of the open Internet from all others: private, loopback, link-local, shared, documentation, multicast.</summary>
/// <remarks>
/// https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry; 168.63.129.16 is the platform's own address
/// inside every Azure network (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
/// </remarks>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "168.63.129.16/32",

            // Of what is global in IPv6: protocol assignments (Teredo among them), documentation, and 6to4, which carries an IPv4 address.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    internal static bool IsPublic(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || Global6.Contains(plain))
            && !NotPublic.Any(network => network.Contains(plain));
    }
}
