using System.Net;
using Ingestion.Core.Crawls;
using Ingestion.Core.Subscriptions;
using Ingestion.Tests.Fixtures;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Subscriptions;

[Trait("Category", "Unit")]
public sealed class WebhookTargetsTests
{
    [Theory]
    [InlineData("https://hooks.example.com/x?y=1")]
    [InlineData("https://hooks.example.com:8443/")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://[2606:4700::1111]/")]
    public void Check_PublicHttps_IsATarget(string url) => Assert.Empty(Reasons(url));

    [Theory]
    [InlineData("hooks.example.com", "must be an absolute https URL")]
    [InlineData("https://a.example\\@10.0.0.1/", "must be an absolute https URL")]
    [InlineData("http://hooks.example.com/", "must be an https URL")]
    [InlineData("ftp://hooks.example.com/", "must be an https URL")]
    [InlineData("https://user:pass@hooks.example.com/", "must not contain a user name or password")]
    [InlineData("https://hooks.example.com/#x", "must not contain a fragment")]
    [InlineData("https://localhost/", "must not be at a private address")]
    [InlineData("https://intranet/", "must not be at a private address")]
    [InlineData("https://metadata.google.internal/", "must not be at a private address")]
    [InlineData("https://app.localhost./", "must not be at a private address")]
    [InlineData("https://127.0.0.1/", "must not be at a private address")]
    [InlineData("https://2130706433/", "must not be at a private address")]
    [InlineData("https://0x7f.1/", "must not be at a private address")]
    [InlineData("https://0177.0.0.1/", "must not be at a private address")]
    [InlineData("https://169.254.169.254/latest", "must not be at a private address")]
    [InlineData("https://[::1]/", "must not be at a private address")]
    [InlineData("https://[::ffff:10.0.0.1]/", "must not be at a private address")]
    [InlineData("https://[fd00:ec2::254]/", "must not be at a private address")]
    public void Check_AnythingElse_IsRefusedWithAReason(string url, string reason) => Assert.Contains(reason, Reasons(url));

    [Fact]
    public void Check_PrivateHostThatIsExempt_MayBeHttp()
    {
        Assert.Empty(Reasons("http://127.0.0.1:5000/x", "localhost;127.0.0.1"));
        Assert.Empty(Reasons("https://localhost/x", "localhost;127.0.0.1"));
        Assert.NotEmpty(Reasons("http://127.0.0.2:5000/x", "localhost;127.0.0.1"));
    }

    [Theory]
    [InlineData("https://localhost/", "must not be at a private address")]
    [InlineData("https://8.8.8.8/", null)]
    [InlineData("https://no-such-host.invalid/", null)]
    public async Task Reason_NameIsLookedUp_PrivateAddressesAreRefused(string url, string? reason) =>
        Assert.Equal(reason, await Targets("").ReasonAsync(new Uri(url), default));

    [Fact]
    public async Task Reason_DnsNeverAnswers_EndsAfterTwoSecondsAndNamesTheHost()
    {
        ManualTimeProvider clock = new();
        WebhookTargets targets = new(Options.Create(new WebhookOptions()), clock)
        {
            LookUp = (_, _) => new TaskCompletionSource<IPAddress[]>().Task,
        };

        Task<string?> reason = targets.ReasonAsync(new Uri("https://slow.example.com/x"), default);
        clock.Advance(TimeSpan.FromSeconds(1.9));
        bool waits = !reason.IsCompleted;
        clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True(waits);
        Assert.Contains("slow.example.com", await reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:192.168.1.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001:0:a00:1::1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("ff02::1")]
    public void IsPublic_AddressesOfNoOneOutside_AreNot(string address) => Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("100.63.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("2a00:1450::1")]
    public void IsPublic_AddressesOfTheInternet_Are(string address) => Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    private static WebhookTargets Targets(string privateHosts) =>
        new(Options.Create(new WebhookOptions { PrivateHosts = privateHosts }), TimeProvider.System);

    private static string[] Reasons(string url, string privateHosts = "")
    {
        FieldFaults faults = new();
        Targets(privateHosts).Check(url, faults, "url");
        return faults.ToDictionary().GetValueOrDefault("url", []);
    }
}
