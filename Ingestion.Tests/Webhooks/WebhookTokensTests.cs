using Ingestion.Core.Registration;
using Ingestion.Core.Webhooks;
using Xunit;

namespace Ingestion.Tests.Webhooks;

[Trait("Category", "Unit")]
public sealed class WebhookTokensTests
{
    private static readonly Guid CrawlId = new("01939a3c-0000-7000-8000-000000000001");
    private readonly WebhookTokens tokens = new(Settings("https://ingest.example.com/", "0123456789abcdef"));

    [Fact]
    public void For_Crawl_IsABearerTokenOfItsOwn()
    {
        string token = tokens.For(CrawlId)!;

        Assert.Matches("^Bearer [0-9a-f]{64}$", token);
        Assert.Equal(token, tokens.For(CrawlId));
        Assert.NotEqual(token, tokens.For(Guid.NewGuid()));
    }

    [Fact]
    public void IsValid_OwnTokenOnly()
    {
        string token = tokens.For(CrawlId)!;

        Assert.True(tokens.IsValid(CrawlId, token));
        Assert.False(tokens.IsValid(Guid.NewGuid(), token));
        Assert.False(tokens.IsValid(CrawlId, token[..^1] + (token[^1] == '0' ? '1' : '0')));
        Assert.False(tokens.IsValid(CrawlId, token["Bearer ".Length..]));
        Assert.False(tokens.IsValid(CrawlId, ""));
        Assert.False(tokens.IsValid(CrawlId, null));
    }

    [Fact]
    public void IsValid_NoSecretIsSet_RefusesEverything()
    {
        WebhookTokens closed = new(Settings(publicBaseUrl: null, secret: null));

        Assert.Null(closed.For(CrawlId));
        Assert.Null(closed.NotifyUrlFor(CrawlId));
        Assert.False(closed.IsValid(CrawlId, tokens.For(CrawlId)));
    }

    [Fact]
    public void NotifyUrlFor_PublicAddress_NamesTheCrawl() => Assert.Equal(
        $"https://ingest.example.com/api/v1/crawl/{CrawlId}/notify", tokens.NotifyUrlFor(CrawlId)!.AbsoluteUri);

    private static IngestionSettings Settings(string? publicBaseUrl, string? secret) => IngestionSettings.Read(
        Registration.TestConfiguration.With(("PUBLIC_BASE_URL", publicBaseUrl), ("WEBHOOK_SECRET", secret)));
}
