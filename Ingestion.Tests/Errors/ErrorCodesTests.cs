using System.Reflection;
using Ingestion.Core.Errors;
using Xunit;

namespace Ingestion.Tests.Errors;

[Trait("Category", "Unit")]
public sealed class ErrorCodesTests
{
    private static readonly string Fallback = ErrorCodes.RecoverySuggestion("no such code");

    public static TheoryData<string> All() =>
        [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!)];

    [Theory]
    [MemberData(nameof(All))]
    public void RecoverySuggestion_EveryCode_HasItsOwn(string code)
    {
        var suggestion = ErrorCodes.RecoverySuggestion(code);

        Assert.EndsWith(".", suggestion, StringComparison.Ordinal);
        Assert.True(suggestion != Fallback || code == ErrorCodes.InternalError, $"{code} has no suggestion");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Code_EveryCode_IsReadBackFromAMessage(string code)
    {
        Assert.Matches("^[A-Z]+(_[A-Z]+)+$", code);
        Assert.Equal(code, ErrorCodes.FromMessage($"{code}: progress of snapshot sd_1: answered 503"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(": nothing")]
    [InlineData("Value cannot be null.")]
    [InlineData("Npgsql failed: no connection")]
    public void FromMessage_NoCodeInFront_IsInternalError(string? message) =>
        Assert.Equal(ErrorCodes.InternalError, ErrorCodes.FromMessage(message));

    [Fact]
    public void Exception_AnyLeaf_CarriesItsCodeInTheMessage()
    {
        IngestionException[] leaves =
        [
            new ProviderUnavailableException(ErrorCodes.BrightDataTimeout, "x"),
            new ProviderRejectedException(ErrorCodes.BrightDataUnauthorized, "x"),
            new StorageUnavailableException("x"), new StorageRejectedException("x"),
            new DatabaseUnavailableException("x"), new DownloadInterruptedException("x"),
        ];

        Assert.All(leaves, leaf => Assert.Equal(leaf.ErrorCode, ErrorCodes.FromMessage(leaf.Message)));
        Assert.All(leaves, leaf => Assert.True(leaf is TransientIngestionException ^ leaf is TerminalIngestionException));
    }
}
