using System.Text.Json;
using Ingestion.Core.Persistence;
using Ingestion.Core.Replay;
using Xunit;

namespace Ingestion.Tests.Persistence;

[Trait("Category", "Unit")]
public sealed class ScopeTests
{
    public static TheoryData<string> Scopes() => ["all", "shared", "acme"];

    [Theory]
    [MemberData(nameof(Scopes))]
    public void Scope_InAnOrchestrationsInput_IsReadBack(string name)
    {
        Scope scope = name switch { "all" => Scope.All, "shared" => Scope.Shared, _ => Scope.Of(name) };

        string json = JsonSerializer.Serialize(new DeadLetterSelection { Scope = scope });

        Assert.Equal(scope, JsonSerializer.Deserialize<DeadLetterSelection>(json)!.Scope);
    }

    [Fact]
    public void Scope_InputOfAnOlderVersion_IsAll() =>
        Assert.Equal(Scope.All, JsonSerializer.Deserialize<DeadLetterSelection>("""{"Reason":"INVALID_DATE"}""")!.Scope);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Of_NoName_IsRefused(string? owner) => Assert.ThrowsAny<ArgumentException>(() => Scope.Of(owner!));
}
