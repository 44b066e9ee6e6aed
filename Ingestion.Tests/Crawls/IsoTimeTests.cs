using System.Globalization;
using Ingestion.Core.Crawls;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Unit")]
public sealed class IsoTimeTests
{
    [Theory]
    [InlineData("2026-11-21", "2026-11-21T00:00:00.0000000+00:00")]
    [InlineData("2026-11-21T10:00:00Z", "2026-11-21T10:00:00.0000000+00:00")]
    [InlineData("2026-11-21T10:00:00", "2026-11-21T10:00:00.0000000+00:00")]
    [InlineData("2026-11-21T10:00:00+07:30", "2026-11-21T02:30:00.0000000+00:00")]
    [InlineData("2026-11-21T10:00:00.5-01:00", "2026-11-21T11:00:00.5000000+00:00")]
    [InlineData("2026-11-21T10:00:00.123456789Z", "2026-11-21T10:00:00.1234567+00:00")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999+00:00")]
    public void Parse_Iso8601_IsUtc(string text, string expected) =>
        Assert.Equal(expected, IsoTime.Parse(text)?.ToString("O", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("01/12/2024")]
    [InlineData("Dec 1 2024")]
    [InlineData("1 December 2024")]
    [InlineData("2024-12")]
    [InlineData("2024-1-2")]
    [InlineData("20241201")]
    [InlineData("2024-12-01 10:00:00")]
    [InlineData("2024-12-01T10:00")]
    [InlineData("2024-12-01T24:00:00Z")]
    [InlineData("2024-12-01T10:00:60Z")]
    [InlineData("2024-12-01T10:00:00 07:00")]
    [InlineData("2024-12-01T10:00:00+15:00")]
    [InlineData("2024-02-30")]
    [InlineData("10000-01-01")]
    [InlineData(" 2024-12-01")]
    [InlineData("2024-12-01\n")]
    [InlineData("٢٠٢٤-12-01")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("10:00")]
    [InlineData("Tuesday")]
    public void Parse_AnythingElse_IsNull(string text) => Assert.Null(IsoTime.Parse(text));
}
