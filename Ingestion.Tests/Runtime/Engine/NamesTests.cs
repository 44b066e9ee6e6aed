using Functions.Runtime.Engine;
using Xunit;

namespace Ingestion.Tests.Runtime.Engine;

[Trait("Category", "Unit")]
public sealed class NamesTests
{
    [Fact]
    public void InstanceId_OfTheLongestLength_IsAllowedAndOneMoreIsNot()
    {
        Names.RequireInstanceId(new string('x', 256), "id");

        Assert.Throws<ArgumentException>(() => Names.RequireInstanceId(new string('x', 257), "id"));
    }

    [Fact]
    public void Name_BrokenUnicodeOrControlCharacter_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Names.Require("a\ud800", "name"));
        Assert.Throws<ArgumentException>(() => Names.Require("\udc00", "name"));
        Assert.Throws<ArgumentException>(() => Names.Require("a\0", "name"));
        Assert.Equal("\ud83d\ude00", Names.Require("\ud83d\ude00", "name"));
    }

    [Fact]
    public void DeterministicGuid_SameName_SameGuidOfVersionFive()
    {
        Guid guid = DeterministicGuid.Create("a");

        Assert.Equal(guid, DeterministicGuid.Create("a"));
        Assert.NotEqual(guid, DeterministicGuid.Create("b"));
        Assert.Equal((5, 8), (guid.Version, guid.Variant & 0xC));
    }
}
