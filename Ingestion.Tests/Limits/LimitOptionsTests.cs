using System.ComponentModel.DataAnnotations;
using Ingestion.Core.Limits;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Limits;

[Trait("Category", "Unit")]
public sealed class LimitOptionsTests
{
    [Fact]
    public void Defaults_LeaveAPartForNewcomersAndHaveNoCaps()
    {
        LimitOptions options = new();

        Assert.Equal((5, null, null), (options.NewcomersPercent, options.MonthlyCostCaps, options.MonthlyUnitCaps));
        Assert.Empty(Faults(options));
    }

    [Theory]
    [InlineData("x=100")]
    [InlineData(" x=100 ; */x=10;acme/x=25.50; aad:1f-2/apple_music=0;")]
    public void Caps_InTheirForm_AreValid(string caps) =>
        Assert.Empty(Faults(new LimitOptions { MonthlyCostCaps = caps, MonthlyUnitCaps = caps }));

    [Theory]
    [InlineData("x")]
    [InlineData("x=")]
    [InlineData("x=-1")]
    [InlineData("x=1,5")]
    [InlineData("a/b/x=1")]
    [InlineData("x=1 y=2")]
    public void Caps_InAnotherForm_AreFaults(string caps) => Assert.Equal(
        ["MonthlyCostCaps", "MonthlyUnitCaps"],
        Faults(new LimitOptions { MonthlyCostCaps = caps, MonthlyUnitCaps = caps }).SelectMany(fault => fault.MemberNames));

    [Fact]
    public void Caps_OfAPlatformThatThereIsNot_AreAFault()
    {
        ValidateOptionsResult result = new LimitOptionsValidator().Validate(
            null, new LimitOptions { MonthlyCostCaps = "x=1;*/twitter=5", MonthlyUnitCaps = "acme/youtube=1" });

        Assert.Equal(
            "Limits__MonthlyCostCaps names twitter, which is none of apple_music, facebook, instagram, linkedin, spotify, tiktok, x, youtube",
            Assert.Single(result.Failures!));
    }

    private static List<ValidationResult> Faults(LimitOptions options)
    {
        List<ValidationResult> faults = [];
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return faults;
    }
}
