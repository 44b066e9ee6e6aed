using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Store;

[Trait("Category", "Unit")]
public sealed class SignedAddressTests
{
    [Theory]
    [InlineData("https://scontent-dfw5-1.xx.fbcdn.net/v/t39/1_n.png?oh=00_A&oe=669C", "/v/t39/1_n.png")]
    [InlineData("https://scontent.cdninstagram.com/v/t51/1.jpg", "/v/t51/1.jpg")]
    [InlineData("https://p16-sign.tiktokcdn-us.com/tos/1.image?x-expires=1", "/tos/1.image")]
    [InlineData("https://pbs.twimg.com/media/1.jpg?name=small", "https://pbs.twimg.com/media/1.jpg?name=small")]
    [InlineData("https://example.com/a?u=https://x.fbcdn.net/b", "https://example.com/a?u=https://x.fbcdn.net/b")]
    [InlineData("https://scontent.xx.fbcdn.net", "https://scontent.xx.fbcdn.net")]
    [InlineData("/relative?x=1", "/relative?x=1")]
    [InlineData("", "")]
    public void Lasting_Address_IsWhatStaysOfIt(string address, string lasting) =>
        Assert.Equal(lasting, SignedAddress.Lasting(address).ToString());
}
