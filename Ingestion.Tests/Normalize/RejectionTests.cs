using System.Text;
using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Reading;
using Xunit;

namespace Ingestion.Tests.Normalize;

/// <summary>Every reason for which a record is rejected, with the field to blame.</summary>
[Trait("Category", "Unit")]
public sealed class RejectionTests
{
    private const string Dataset = "gd_lkaxegm826bjpoo9m5";

    [Theory]
    [InlineData("content", "\"a\\u0000b\"", RejectionReasons.NulCharacter, "$.content")]
    [InlineData("content", "\"\\ud800\"", RejectionReasons.InvalidText, "$.content")]
    [InlineData("content", "\"\\udc00 \\ud800\"", RejectionReasons.InvalidText, "$.content")]
    [InlineData("content", "12", RejectionReasons.WrongType, "$.content")]
    [InlineData("post_id", "null", RejectionReasons.MissingId, "$.post_id")]
    [InlineData("post_id", "\"\"", RejectionReasons.MissingId, "$.post_id")]
    [InlineData("post_id", "[]", RejectionReasons.WrongType, "$.post_id")]
    [InlineData("post_id", "1.5", RejectionReasons.NumberOutOfRange, "$.post_id")]
    [InlineData("likes", "9223372036854775808", RejectionReasons.NumberOutOfRange, "$.likes")]
    [InlineData("likes", "1e400", RejectionReasons.NumberOutOfRange, "$.likes")]
    [InlineData("likes", "1e-400", RejectionReasons.NumberOutOfRange, "$.likes")]
    [InlineData("likes", "-1", RejectionReasons.NumberOutOfRange, "$.likes")]
    [InlineData("likes", "1.5", RejectionReasons.NumberOutOfRange, "$.likes")]
    [InlineData("likes", "\"-1\"", RejectionReasons.NumberOutOfRange, "$.likes")]
    [InlineData("likes", "\"12,345\"", RejectionReasons.WrongType, "$.likes")]
    [InlineData("likes", "{}", RejectionReasons.WrongType, "$.likes")]
    [InlineData("num_shares", "true", RejectionReasons.WrongType, "$.num_shares")]
    [InlineData("date_posted", "\"2024-02-30T00:00:00Z\"", RejectionReasons.InvalidDate, "$.date_posted")]
    [InlineData("date_posted", "-5", RejectionReasons.InvalidDate, "$.date_posted")]
    [InlineData("date_posted", "{}", RejectionReasons.WrongType, "$.date_posted")]
    [InlineData("timestamp", "\"soon\"", RejectionReasons.InvalidDate, "$.timestamp")]
    [InlineData("is_sponsored", "\"no\"", RejectionReasons.WrongType, "$.is_sponsored")]
    [InlineData("num_likes_type", "{\"num\":-1,\"type\":\"Like\"}", RejectionReasons.NumberOutOfRange, "$.num_likes_type.num")]
    [InlineData("num_likes_type", "[{\"num\":1},{\"type\":7}]", RejectionReasons.WrongType, "$.num_likes_type[1].type")]
    public void Record_WithAValueThatCannotBeUsed_NamesReasonAndField(string field, string value, string reason, string path)
    {
        var rejected = Normalizing.Rejected(Dataset, SampleRecords.With(SampleRecords.FacebookPost, field, value));

        Assert.Equal((reason, path), (rejected.Reason, rejected.Field));
        Assert.NotEmpty(rejected.Detail);
    }

    [Theory]
    [InlineData("likes", "12.0", 12L)]
    [InlineData("likes", "1.2e3", 1200L)]
    [InlineData("likes", "-0", 0L)]
    [InlineData("likes", "9223372036854775807", long.MaxValue)]
    [InlineData("likes", "\"9223372036854775807\"", long.MaxValue)]
    [InlineData("likes", "\"\"", null)]
    public void Count_WrittenInAnotherWay_IsRead(string field, string value, long? expected) =>
        Assert.Equal(expected, Normalizing.Post(Dataset, SampleRecords.With(SampleRecords.FacebookPost, field, value)).Counts.Likes);

    [Theory]
    [InlineData("page_category", "\"\\ud800 \\u0000\"")]
    [InlineData("page_likes", "1e400")]
    [InlineData("other", "[[[{}]]]")]
    public void Record_WithARottenValueThatIsNotKept_IsStillRead(string field, string value)
    {
        var record = SampleRecords.FacebookPost.Replace("\"likes\":39", $"\"{field}\":{value},\"likes\":39", StringComparison.Ordinal);

        Assert.Equal(39, Normalizing.Post(Dataset, record).Counts.Likes);
    }

    [Fact]
    public void Record_WithBadUtf8InAKeptField_IsInvalidText()
    {
        var record = Encoding.UTF8.GetBytes(SampleRecords.FacebookPost.Replace("All sports", "All XY", StringComparison.Ordinal));
        record[record.AsSpan().IndexOf("XY"u8)] = 0xC3;

        var rejected = Assert.Single(Normalizing.ReadOne(Dataset, record).Rejected);

        Assert.Equal((RejectionReasons.InvalidText, "$.page_intro"), (rejected.Reason, rejected.Field));
        Assert.Equal(record, rejected.RawCut);
    }

    [Fact]
    public void Record_WithoutAnAuthor_IsMissingAuthor()
    {
        var rejected = Normalizing.Rejected(Dataset, """{"post_id":"1","content":"a"}""");

        Assert.Equal((RejectionReasons.MissingAuthor, "$.user_url"), (rejected.Reason, rejected.Field));
    }

    [Theory]
    [InlineData("""{"post_id":"1"} x""")]
    [InlineData("""{"post_id":"1",}""")]
    [InlineData("""{"post_id":"1" """)]
    [InlineData("""["post_id"]""")]
    [InlineData("\"post_id\"")]
    [InlineData("")]
    public void Record_ThatIsNoObject_IsMalformed(string record)
    {
        var rejected = Normalizing.Rejected(Dataset, record);

        Assert.Equal((RejectionReasons.Malformed, null), (rejected.Reason, rejected.Field));
    }

    [Fact]
    public void Text_OverTheLimit_IsTooLarge()
    {
        var atLimit = SampleRecords.With(SampleRecords.FacebookPost, "content", $"\"{new string('x', 512 * 1024)}\"");
        var over = SampleRecords.With(SampleRecords.FacebookPost, "content", $"\"{new string('x', (512 * 1024) + 1)}\"");

        Assert.Equal(512 * 1024, Normalizing.Post(Dataset, atLimit).Text!.Length);
        Assert.Equal((RejectionReasons.TooLarge, "$.content"), (Normalizing.Rejected(Dataset, over).Reason, Normalizing.Rejected(Dataset, over).Field));
        Assert.Equal(RecordReader.MaxRawCut, Normalizing.Rejected(Dataset, over).RawCut.Length);
    }

    [Fact]
    public void Id_OverTheLimit_IsWrongType()
    {
        var rejected = Normalizing.Rejected(
            Dataset, SampleRecords.With(SampleRecords.FacebookPost, "post_id", $"\"{new string('x', 257)}\""));

        Assert.Equal((RejectionReasons.WrongType, "$.post_id"), (rejected.Reason, rejected.Field));
    }

    [Theory]
    [InlineData(256, null)]
    [InlineData(257, RejectionReasons.TooDeep)]
    public void Depth_OverTheLimit_IsTooDeep(int depth, string? reason)
    {
        var nested = new string('[', depth - 1) + new string(']', depth - 1);
        var batch = Normalizing.ReadOne(Dataset, Encoding.UTF8.GetBytes(
            SampleRecords.With(SampleRecords.FacebookPost, "original_post", nested)));

        Assert.Equal(reason, batch.Rejected.SingleOrDefault()?.Reason);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-1, RejectionReasons.TooLarge)]
    public void Size_OverTheLimit_IsTooLarge(int difference, string? reason)
    {
        var record = Encoding.UTF8.GetBytes(SampleRecords.FacebookPost);
        var limits = new RecordLimits { MaxRecordBytes = record.Length + difference };

        var batch = Normalizing.ReadOne(Dataset, record, limits);

        Assert.Equal(reason, batch.Rejected.SingleOrDefault()?.Reason);
    }
}
