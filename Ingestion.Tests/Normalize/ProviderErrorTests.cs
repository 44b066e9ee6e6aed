using System.Text;
using Ingestion.Core.Normalize;
using Xunit;

namespace Ingestion.Tests.Normalize;

[Trait("Category", "Unit")]
public sealed class ProviderErrorTests
{
    private const string Dataset = "gd_lkaxegm826bjpoo9m5";

    [Theory]
    [InlineData("4XX page - dead page.", "dead_page", false)]
    [InlineData("There are no public posts in the profile.", "dead_page", true)]
    [InlineData("No public posts were found in the profile for the specified period.", "dead_page", true)]
    [InlineData("Activities are not found", "dead_page", true)]
    [InlineData("There are no public posts in the profile.", "crawl_failed", false)]
    public void Error_Record_TellsAnEmptyWindowFromADeadPage(string error, string code, bool isEmpty)
    {
        var batch = Read($$"""
            {"timestamp":"2026-11-20T08:00:01.120Z","input":{"url":"https://x.com/a"},"error":"{{error}}","error_code":"{{code}}"}
            """);

        Assert.Equal((code, isEmpty), (Assert.Single(batch.ProviderErrors).Code, batch.ProviderErrors[0].IsEmptyWindow));
    }

    [Fact]
    public void Warning_WithoutContent_IsAnError() => Assert.Equal(
        "dead_page",
        Assert.Single(Read("""{"input":{},"discovery_input":{},"ingestion_ref":"r","warning":"w","warning_code":"dead_page"}""").ProviderErrors).Code);

    [Fact]
    public void Warning_WithContent_IsAPost()
    {
        var record = SampleRecords.FacebookPost.Replace("\"likes\"", "\"warning\":\"slow\",\"likes\"", StringComparison.Ordinal);

        Assert.Single(Read(record).Posts);
    }

    [Theory]
    [InlineData("""{"error":"a"}""")]
    [InlineData("""{"error_code":"\u0000"}""")]
    [InlineData("""{"error_code":"two words"}""")]
    [InlineData("""{"error_code":7,"timestamp":"soon","likes":-1}""")]
    public void Error_WithoutAUsableCode_IsUnknown(string record) =>
        Assert.Equal("unknown", Assert.Single(Read(record).ProviderErrors).Code);

    [Fact]
    public void Error_Null_IsNone() => Assert.Empty(Read("""{"error":null,"error_code":null,"warning":null}""").ProviderErrors);

    private static RecordBatch Read(string record) => Normalizing.ReadOne(Dataset, Encoding.UTF8.GetBytes(record));
}
