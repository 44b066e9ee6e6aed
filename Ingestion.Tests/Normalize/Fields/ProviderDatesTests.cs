using System.Globalization;
using System.Text;
using Ingestion.Core.Normalize.Fields;
using Xunit;

namespace Ingestion.Tests.Normalize.Fields;

[Trait("Category", "Unit")]
public sealed class ProviderDatesTests
{
    [Theory]
    [InlineData("2024-01-02", "2024-01-02T00:00:00.0000000")]
    [InlineData("2024-01-02T10:11", "2024-01-02T10:11:00.0000000")]
    [InlineData("2024-01-02 10:11:12", "2024-01-02T10:11:12.0000000")]
    [InlineData("2024-01-02T10:11:12Z", "2024-01-02T10:11:12.0000000")]
    [InlineData("2024-01-02T10:11:12.123Z", "2024-01-02T10:11:12.1230000")]
    [InlineData("2024-01-02T10:11:12.12345678901Z", "2024-01-02T10:11:12.1234567")]
    [InlineData("2024-01-02T10:11:12+05:30", "2024-01-02T04:41:12.0000000")]
    [InlineData("2024-01-02T10:11:12-0800", "2024-01-02T18:11:12.0000000")]
    [InlineData("2024-01-02T23:00:00-02", "2024-01-03T01:00:00.0000000")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000")]
    [InlineData("Tue Jan 02 2024 10:00:00 GMT+0000 (Coordinated Universal Time)", "2024-01-02T10:00:00.0000000")]
    [InlineData("Tue Jan 02 2024 10:00:00 GMT+0530", "2024-01-02T04:30:00.0000000")]
    [InlineData("1704189600", "2024-01-02T10:00:00.0000000")]
    [InlineData("1704189600123", "2024-01-02T10:00:00.1230000")]
    public void Parse_WaysOfWritingATime_GiveUtc(string text, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected + "Z", CultureInfo.InvariantCulture), ProviderDates.Parse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-00-10")]
    [InlineData("0000-00-00")]
    [InlineData("1899-12-31T23:59:59Z")]
    [InlineData("1900-01-01T00:00:00+01:00")]
    [InlineData("2200-01-01")]
    [InlineData("2024-01-02T24:00:00Z")]
    [InlineData("2024-01-02T10:60")]
    [InlineData("2024-01-02T10:11:60Z")]
    [InlineData("2024-01-02T10:11:12.Z")]
    [InlineData("2024-01-02T10:11:12+15:00")]
    [InlineData("2024-01-02T10:11:12 UTC")]
    [InlineData("2024-01-02x")]
    [InlineData("Tue Foo 02 2024 10:00:00 GMT+0000")]
    [InlineData("Tue Jan 32 2024 10:00:00 GMT+0000")]
    [InlineData("yesterday")]
    [InlineData("12345678")]
    [InlineData("99999999999999")]
    public void Parse_NoTime_GivesNothing(string text) => Assert.Null(ProviderDates.Parse(Encoding.UTF8.GetBytes(text)));
}
