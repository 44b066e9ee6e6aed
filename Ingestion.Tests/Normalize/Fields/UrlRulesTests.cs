using Ingestion.Core.Normalize.Datasets.FacebookPosts;
using Ingestion.Core.Normalize.Datasets.TikTokPosts;
using Ingestion.Core.Normalize.Datasets.XPosts;
using Xunit;

namespace Ingestion.Tests.Normalize.Fields;

[Trait("Category", "Unit")]
public sealed class UrlRulesTests
{
    [Theory]
    [InlineData("https://www.facebook.com/a/posts/1", "https://www.facebook.com/a/posts/1")]
    [InlineData("HTTP://M.Facebook.com/a?fbclid=1", "https://www.facebook.com/a")]
    [InlineData("https://facebook.com", "https://www.facebook.com/")]
    [InlineData("https://www.facebook.com/photo/?fbid=1&set=a.2&__cft__[0]=AZ&__tn__=R", "https://www.facebook.com/photo/?fbid=1&set=a.2")]
    [InlineData("https://www.facebook.com/permalink.php?story_fbid=1&id=2&utm_source=x#c", "https://www.facebook.com/permalink.php?story_fbid=1&id=2")]
    [InlineData("https://www.facebook.com/watch/?v=7&mibextid=q&ref=s&__cft__%5B0%5D=a", "https://www.facebook.com/watch/?v=7")]
    [InlineData("https://de-de.facebook.com/a", "https://de-de.facebook.com/a")]
    [InlineData("https://fb.watch/abc/?", "https://fb.watch/abc/")]
    [InlineData("https://facebook.com.evil.com/a", null)]
    [InlineData("https://notfacebook.com/a", null)]
    [InlineData("https://.facebook.com/a", null)]
    [InlineData("https://www..facebook.com/a", null)]
    [InlineData("https://ww_w.facebook.com/a", null)]
    [InlineData("https://@www.facebook.com/a", null)]
    [InlineData("https://www.facebook.com@evil.com/", null)]
    [InlineData("https://user:secret@www.facebook.com/", null)]
    [InlineData("https://www.facebook.com:8080/a", null)]
    [InlineData("https://www.facebook.com/a b", null)]
    [InlineData("https://www.facebook.com\\@evil.com", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("/a/posts/1", null)]
    [InlineData(null, null)]
    public void Canonical_OfFacebook_KeepsOnlyWhatIdentifies(string? url, string? expected) =>
        Assert.Equal(expected, FacebookUrls.Rules.Canonical(url));

    [Theory]
    [InlineData("https://twitter.com/A/status/1?s=20&t=x", "https://x.com/A/status/1")]
    [InlineData("https://x.com/A/status/1/photo/2?lang=de&x=1", "https://x.com/A/status/1/photo/2?x=1")]
    public void Canonical_OfX_IsOnX(string url, string expected) => Assert.Equal(expected, XUrls.Rules.Canonical(url));

    [Theory]
    [InlineData("https://www.facebook.com/ESPN", "espn")]
    [InlineData("https://www.facebook.com/profile.php?id=5&x=1", "5")]
    [InlineData("https://www.facebook.com/people/A-B/77/", "77")]
    [InlineData("https://www.facebook.com/pages/A-B/78", "78")]
    [InlineData("https://www.facebook.com/pages/category/Kind/A-B-79", "79")]
    [InlineData("https://www.facebook.com/pg/Name/posts", "name")]
    [InlineData("https://www.facebook.com/photo/?fbid=1", null)]
    [InlineData("https://www.facebook.com/", null)]
    public void HandleOf_AFacebookAddress_IsNameOrId(string url, string? expected) =>
        Assert.Equal(expected, FacebookUrls.HandleOf(url));

    [Theory]
    [InlineData("https://www.tiktok.com/@Name.X/video/1", "name.x")]
    [InlineData("https://www.tiktok.com/@%E2%96%88", null)]
    [InlineData("https://www.tiktok.com/video/1", null)]
    public void HandleOf_ATikTokAddress_FollowsTheSign(string url, string? expected) =>
        Assert.Equal(expected, TikTokUrls.HandleOf(url));
}
