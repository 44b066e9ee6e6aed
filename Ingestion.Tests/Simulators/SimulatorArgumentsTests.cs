using Simulators;
using Simulators.BrightData;
using Xunit;

namespace Ingestion.Tests.Simulators;

[Trait("Category", "Unit")]
public sealed class SimulatorArgumentsTests
{
    [Fact]
    public void Arguments_InBothForms_AreRead()
    {
        (SimulatorOptions? options, _) = SimulatorArguments.Read(
            ["--port", "0", "--duration=500ms", "--retention", "2d", "--fault", "slow=9", "--fault=building*2", "--ip-block", "off"]);

        Assert.Equal((0, TimeSpan.FromMilliseconds(500), TimeSpan.FromDays(2)), (options!.Port, options.Duration, options.Retention));
        Assert.Equal(["slow=9", "building*2"], options.Faults);
        Assert.False(options.BlocksIp);
    }

    [Theory]
    [InlineData("--port", "70000", "--port: '70000' is not a number from 0 to 65535")]
    [InlineData("--duration", "soon", "--duration: 'soon' is not a time such as 3s, 500ms, 2m")]
    [InlineData("--ip-block", "maybe", "--ip-block: 'maybe' is neither on nor off")]
    [InlineData("--data-folder", "/no/such/folder", "--data-folder: no folder '/no/such/folder'")]
    public void Argument_ThatIsWrong_IsNamed(string name, string value, string expected)
    {
        (SimulatorOptions? options, string? message) = SimulatorArguments.Read([name, value]);

        Assert.Null(options);
        Assert.Equal(expected, message);
    }
}
